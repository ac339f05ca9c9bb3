"""Makes a folder of photos by a seed: python3 photos.py FOLDER [count, default 2000] [seed, default 20180315]

Each has its own picture, place, time and direction, as a camera writes them. Needs Debian's python3-gdal and python3-numpy.
"""

import os
import random
import struct
import sys

import numpy
from osgeo import gdal

gdal.UseExceptions()


def rational(value, of=10000):
    return struct.pack(">II", round(value * of), of)


def sexagesimal(value):
    degrees = int(value)
    minutes = int((value - degrees) * 60)
    return rational(degrees, 1) + rational(minutes, 1) + rational(((value - degrees) * 60 - minutes) * 60)


def directory(entries, start):
    """One directory of tags, with what does not fit into four bytes behind it."""
    data, table = b"", b""
    behind = start + 2 + 12 * len(entries) + 4
    for tag, kind, count, value in entries:
        if len(value) > 4:
            table += struct.pack(">HHII", tag, kind, count, behind + len(data))
            data += value
        else:
            table += struct.pack(">HHI", tag, kind, count) + value.ljust(4, b"\0")
    return struct.pack(">H", len(entries)) + table + struct.pack(">I", 0) + data


def exif(x, y, time, direction):
    long = lambda number: struct.pack(">I", number)
    text = lambda words: words.encode() + b"\0"
    root = lambda camera, gps: directory([(0x8769, 4, 1, long(camera)), (0x8825, 4, 1, long(gps))], 8)
    first = 8 + len(root(0, 0))
    camera = directory([(0x9003, 2, 20, text(time)), (0x9011, 2, 7, text("+08:00"))], first)
    gps = directory([
        (1, 2, 2, text("N")), (2, 5, 3, sexagesimal(y)), (3, 2, 2, text("E")), (4, 5, 3, sexagesimal(x)),
        (16, 2, 2, text("T")), (17, 5, 1, rational(direction, 100))], first + len(camera))
    body = b"Exif\0\0" + b"MM\0*" + long(8) + root(first, first + len(camera)) + camera + gps
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def main():
    folder = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    draw = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 20180315)
    os.makedirs(folder, exist_ok=True)
    for number in range(count):
        corners = numpy.array([draw.randrange(256) for _ in range(64)], dtype=numpy.uint8).reshape(8, 8)
        picture = gdal.GetDriverByName("MEM").Create("", 640, 480, 1, gdal.GDT_Byte)
        picture.GetRasterBand(1).WriteArray(numpy.kron(corners, numpy.ones((60, 80), dtype=numpy.uint8)))
        path = os.path.join(folder, f"P{number:05d}.JPG")
        gdal.GetDriverByName("JPEG").CreateCopy(path, picture, options=["QUALITY=80"])
        with open(path, "rb") as file:
            plain = file.read()
        second = number * 17
        time = f"2018:04:{12 + second // 28800:02d} {8 + second // 3600 % 8:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
        with open(path, "wb") as file:
            file.write(plain[:2])
            file.write(exif(116.6 + draw.random() * 0.2, 31.0 + draw.random() * 0.1, time, draw.random() * 360))
            file.write(plain[2:])
        if os.path.exists(path + ".aux.xml"):
            os.remove(path + ".aux.xml")


main()
