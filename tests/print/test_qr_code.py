import io

from PIL import Image

from bot.print.qr_code import modules, png

URL = "https://t.me/tro_ly_bot?start=tam_tru-ho_so"


def test_the_picture_shows_the_code_in_modules_of_many_pixels() -> None:
    picture = Image.open(io.BytesIO(png(URL))).convert("1")
    wanted = modules(URL)
    side = picture.width // len(wanted)
    assert side >= 8 and picture.size == (side * len(wanted),) * 2
    middle = side // 2
    shown = [
        [picture.getpixel((x * side + middle, y * side + middle)) == 0 for x in range(len(wanted))]
        for y in range(len(wanted))
    ]
    assert shown == wanted
