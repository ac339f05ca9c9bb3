"""Writes a minimal GeoPackage of one layer: make_geopackage.py FILE < lines of "code parent level hexadecimal-blob".

A dash stands for no parent or level.
"""

import sqlite3
import sys

base = sqlite3.connect(sys.argv[1])
base.executescript(
    """
    create table gpkg_spatial_ref_sys (srs_name text, srs_id integer primary key, organization text,
        organization_coordsys_id integer, definition text);
    insert into gpkg_spatial_ref_sys values ('CGCS2000', 4490, 'EPSG', 4490,
        'GEOGCS["CGCS2000",DATUM["CGCS2000",SPHEROID["CGCS2000",6378137,298.257222101]]]');
    create table gpkg_geometry_columns (table_name text, column_name text, geometry_type_name text, srs_id integer,
        z tinyint, m tinyint);
    insert into gpkg_geometry_columns values ('zones', 'geom', 'MULTIPOLYGON', 4490, 0, 0);
    create table zones (fid integer primary key, geom blob, code text, parent_code text, level text);
    """
)
for line in sys.stdin:
    code, parent, level, blob = (None if word == "-" else word for word in line.split())
    base.execute(
        "insert into zones (geom, code, parent_code, level) values (?, ?, ?, ?)",
        (bytes.fromhex(blob), code, parent, level))
base.commit()
