"""Writes photos as cameras do, with Python's standard library alone: a baseline JPEG (ITU-T T.81) of eight by eight
grey fields, and the metadata of EXIF 2.32 and of DJI's XMP."""

import struct

WIDTH, HEIGHT = 640, 512
# T.81 table K.3: the codes for how many bits a difference of two neighbouring blocks' greys has.
LENGTHS = bytes([0, 1, 5, 1, 1, 1] + [0] * 10)
SIZES = ["00", "010", "011", "100", "101", "110", "1110", "11110", "111110"]


def segment(mark, body):
    return bytes([0xFF, mark]) + struct.pack(">H", len(body) + 2) + body


def difference(value):
    """A difference of greys in bits."""
    size = abs(value).bit_length()
    rest = value if value > 0 else value + (1 << size) - 1
    return SIZES[size] + (f"{rest:0{size}b}" if size else "")


def scan(greys):
    """The blocks of the picture row by row; all of a block but its grey is nothing, said by one bit."""
    across, down = WIDTH // 64, HEIGHT // 64
    bits, last = [], 0
    for row in range(8):
        for _ in range(down):
            for grey in greys[8 * row:8 * row + 8]:
                bits.append(difference(grey - 128 - last) + "0" + "000" * (across - 1))
                last = grey - 128
    text = "".join(bits)
    text += "1" * (-len(text) % 8)
    return int(text, 2).to_bytes(len(text) // 8, "big").replace(b"\xff", b"\xff\0")


def picture(greys, metadata=b""):
    """A JPEG of 64 greys from 0 to 255, with segments of metadata in front."""
    frame = struct.pack(">BHHBBBB", 8, HEIGHT, WIDTH, 1, 1, 0x11, 0)
    return (
        b"\xff\xd8" + metadata + segment(0xDB, b"\0" + b"\x08" * 64) + segment(0xC0, frame)
        + segment(0xC4, b"\0" + LENGTHS + bytes(range(9))) + segment(0xC4, b"\x10\x01" + bytes(15) + b"\0")
        + segment(0xDA, bytes([1, 1, 0, 0, 63, 0])) + scan(greys) + b"\xff\xd9")


def directory(entries, start):
    """One directory of tags, with what does not fit into four bytes behind it."""
    data, table = b"", b""
    behind = start + 2 + 12 * len(entries) + 4
    for tag, kind, count, value in sorted(entries):
        if len(value) > 4:
            table += struct.pack(">HHII", tag, kind, count, behind + len(data))
            data += value
        else:
            table += struct.pack(">HHI", tag, kind, count) + value.ljust(4, b"\0")
    return struct.pack(">H", len(entries)) + table + struct.pack(">I", 0) + data


def text(tag, words):
    return tag, 2, len(words) + 1, words.encode() + b"\0"


def long(tag, number):
    return tag, 4, 1, struct.pack(">I", number)


def rationals(tag, *values):
    return tag, 5, len(values), b"".join(struct.pack(">II", round(value * 10000), 10000) for value in values)


def sexagesimal(value):
    degrees = int(value)
    minutes = int((value - degrees) * 60)
    return degrees, minutes, ((value - degrees) * 60 - minutes) * 60


def exif(time, place=None, direction=None, hemispheres=True, satellite=None, altitude=None):
    """The EXIF segment: camera time `2018:04:12 09:21:10` at +08:00; what is not given is not written."""
    camera = [text(0x9003, time), text(0x9011, "+08:00")]
    gps = []
    if place:
        gps += [rationals(2, *sexagesimal(place[1])), rationals(4, *sexagesimal(place[0]))]
        if hemispheres:
            gps += [text(1, "N"), text(3, "E")]
    if altitude is not None:
        gps += [(5, 1, 1, b"\0"), rationals(6, altitude)]
    if satellite:
        day, clock = satellite.rstrip("Z").split("T")
        gps += [rationals(7, *map(int, clock.split(":"))), text(29, day.replace("-", ":"))]
    if direction is not None:
        gps += [text(16, "T"), rationals(17, direction)]
    roots = lambda at, behind: directory([long(0x8769, at)] + ([long(0x8825, behind)] if gps else []), 8)
    first = 8 + len(roots(0, 0))
    details = directory(camera, first)
    body = b"MM\0*" + struct.pack(">I", 8) + roots(first, first + len(details)) + details
    if gps:
        body += directory(gps, first + len(details))
    return segment(0xE1, b"Exif\0\0" + body)


def drone(height, yaw, pitch):
    """DJI's XMP: the height above take-off in metres, and where the camera looked."""
    values = {"RelativeAltitude": height, "GimbalYawDegree": yaw, "GimbalPitchDegree": pitch}
    words = " ".join(f'drone-dji:{name}="{value:+.1f}"' for name, value in values.items())
    packet = ('<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
              f'<rdf:Description xmlns:drone-dji="http://www.dji.com/drone-dji/1.0/" {words}/></rdf:RDF></x:xmpmeta>')
    return segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet.encode())


def comment(words):
    return segment(0xFE, words.encode())
