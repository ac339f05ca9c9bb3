"""Makes a folder of photos by a seed: python3 photos.py FOLDER [count, default 2000] [seed, default 20180315]

Each has its own picture, place, time and direction, as a camera writes them.
"""

import pathlib
import random
import sys

sys.dont_write_bytecode = True
import camera


def main():
    folder = pathlib.Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    draw = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 20180315)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        greys = [draw.randrange(256) for _ in range(64)]
        second = number * 17
        time = f"2018:04:{12 + second // 28800:02d} {8 + second // 3600 % 8:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
        place = 116.6 + draw.random() * 0.2, 31.0 + draw.random() * 0.1
        photo = camera.picture(greys, camera.exif(time, place, draw.random() * 360))
        (folder / f"P{number:05d}.JPG").write_bytes(photo)


main()
