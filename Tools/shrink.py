"""Makes a PNG half as wide and high, with no other module than the standard library: python3 shrink.py IN OUT."""

import struct
import sys
import zlib


def read(path):
    data = open(path, "rb").read()
    width, height, depth, colour = struct.unpack(">IIBB", data[16:26])
    assert depth == 8 and colour in (2, 6), "a screenshot has 8 bits and 3 or 4 channels"
    channels, place, packed = (3 if colour == 2 else 4), 8, b""
    while place < len(data):
        length, kind = struct.unpack(">I4s", data[place : place + 8])
        if kind == b"IDAT":
            packed += data[place + 8 : place + 8 + length]
        place += 12 + length
    return width, height, channels, zlib.decompress(packed)


def rows(width, height, channels, raw):
    stride, previous = width * channels, bytearray(width * channels)
    for line in range(height):
        start = line * (stride + 1)
        kind, row = raw[start], bytearray(raw[start + 1 : start + 1 + stride])
        for i in range(stride):
            left = row[i - channels] if i >= channels else 0
            up, corner = previous[i], previous[i - channels] if i >= channels else 0
            if kind == 1:
                row[i] = (row[i] + left) & 255
            elif kind == 2:
                row[i] = (row[i] + up) & 255
            elif kind == 3:
                row[i] = (row[i] + (left + up) // 2) & 255
            elif kind == 4:
                near = min((abs(up - corner), 0, left), (abs(left - corner), 1, up), (abs(left + up - 2 * corner), 2, corner))
                row[i] = (row[i] + near[2]) & 255
        previous = row
        yield row


def halve(lines, width, channels):
    pairs = iter(lines)
    for top in pairs:
        bottom = next(pairs, top)
        out = bytearray()
        for x in range(0, width - 1, 2):
            for c in range(3):
                a, b = x * channels + c, (x + 1) * channels + c
                # Six bits are enough for a picture of flat colours, and pack far better.
                out.append(((top[a] + top[b] + bottom[a] + bottom[b]) // 4) & 0xFC)
        yield bytes(out)


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


width, height, channels, raw = read(sys.argv[1])
small = list(halve(rows(width, height, channels, raw), width, channels))
packed = zlib.compress(b"".join(b"\0" + row for row in small), 9)
header = struct.pack(">IIBBBBB", width // 2, len(small), 8, 2, 0, 0, 0)
with open(sys.argv[2], "wb") as out:
    out.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b""))
