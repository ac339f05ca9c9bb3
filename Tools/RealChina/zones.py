"""Reads a workspace's divisions as GEOS geometries, with nothing but SQLite and shapely."""

import sqlite3

import numpy
import shapely

ENVELOPE_BYTES = (0, 32, 48, 48, 64)


def wkb(blob):
    """The WKB inside a GeoPackage geometry (GeoPackage 1.3, clause 2.1.3)."""
    return blob[8 + ENVELOPE_BYTES[blob[3] >> 1 & 7]:]


def read(workspace):
    """The codes and geometries, in order of code: the order in which Bourn lists zones that overlap."""
    rows = sqlite3.connect(f"file:{workspace}?mode=ro", uri=True).execute("SELECT code, geom FROM division")
    rows = sorted(rows)
    codes = numpy.array([code for code, _ in rows])
    return codes, shapely.from_wkb([wkb(blob) for _, blob in rows])
