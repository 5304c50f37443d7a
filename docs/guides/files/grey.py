"""Print the mean grey of pictures, from 0 (black) to 255 (white)."""

import sys

from PIL import Image, ImageStat

for name in sys.argv[1:]:
    print(name, *(round(mean) for mean in ImageStat.Stat(Image.open(name)).mean))
