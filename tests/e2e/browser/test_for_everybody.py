"""For narrow, dark and enlarged screens, for keyboards alone and for what reads pages aloud."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
PAGES = (
    "/",
    "/chu-de",
    "/chu-de?q=tam+tru",
    "/chu-de?q=khongco",
    "/chu-de/tam_tru",
    "/chu-de/tam_tru/le_phi",
    "/nhom/cu_tru",
    "/huong-dan/lua_dao",
    "/rieng-tu",
    "/khong-co",
)
LARGE_ENOUGH = 44  # pixels


@pytest.fixture(scope="module")
def axe() -> Axe:
    return Axe()


def look(axe: Axe, reader) -> None:
    found = axe.run(reader.page, options=RULES)
    assert found.violations_count == 0, f"{reader.page.url}\n{found.generate_report()}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_meets_the_guidelines(axe, new_reader, scheme) -> None:
    reader = new_reader(color_scheme=scheme)
    for path in PAGES:
        look(axe, reader.open(path))
        assert reader.page.get_by_role("heading", level=1).count() == 1, path
        assert reader.page.get_by_role("main").count() == 1, path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_talk_meets_the_guidelines(axe, new_reader, scheme) -> None:
    reader = new_reader(color_scheme=scheme)
    reader.open().ask("đăng ký tạm trú trên vneid các bước")
    look(axe, reader)
    reader.ask("kiểm tra hạn thẻ căn cước của tôi từng bước")
    look(axe, reader)
    reader.context.set_offline(True)
    reader.type("lệ phí tạm trú")
    reader.page.get_by_role("button", name="Gửi lại ngay").wait_for()
    look(axe, reader)
    reader.context.set_offline(False)
    reader.next_answer(3)


@pytest.mark.parametrize("width", [320, 390])
def test_nothing_scrolls_sideways_on_a_narrow_screen(new_reader, width) -> None:
    reader = new_reader(viewport={"width": width, "height": 640})
    for path in PAGES:
        assert reader.open(path).sideways() <= 0, path
    reader.open().ask("đăng ký tạm trú trên vneid các bước")
    reader.type("https://" + "a" * 120 + ".example")
    reader.next_answer(2)
    assert reader.sideways() <= 0


def test_letters_twice_as_large_still_fit(new_reader) -> None:
    """As a browser's own setting for the size of letters does it, on a phone's screen."""
    reader = new_reader(viewport={"width": 390, "height": 800})
    for path in PAGES:
        reader.open(path).page.evaluate("document.documentElement.style.fontSize = '225%'")
        assert reader.sideways() <= 0, path
        assert reader.page.locator("h1").count() == 1


def test_a_page_zoomed_to_twice_its_size(new_reader) -> None:
    reader = new_reader(viewport={"width": 640, "height": 360}, device_scale_factor=2)
    reader.open().ask("lệ phí tạm trú")
    assert reader.sideways() <= 0
    assert reader.input.is_visible()


def test_what_can_be_pressed_is_large_enough(reader) -> None:
    reader.open().ask("đăng ký tạm trú trên vneid các bước")
    heights = reader.page.locator("button:visible, .button:visible, nav a:visible").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert len(heights) > 10
    assert min(heights) >= LARGE_ENOUGH


def focused(reader) -> str:
    return reader.page.evaluate("document.activeElement.innerText || document.activeElement.id")


def tab_to(reader, wanted: str) -> None:
    """Presses Tab until what has the focus reads ``wanted``."""
    for _ in range(60):
        reader.page.keyboard.press("Tab")
        if focused(reader) == wanted:
            return
    raise AssertionError(f"«{wanted}» cannot be reached by Tab")


def test_by_keyboard_alone(reader) -> None:
    page = reader.open().page
    page.keyboard.press("Tab")
    assert "Bỏ qua" in focused(reader)
    assert page.locator(".skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    tab_to(reader, "🏠 Cư trú")
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(outline) == "solid"
    page.keyboard.press("Enter")
    reader.next_answer(1)
    assert focused(reader) == "🏠 Cư trú"
    tab_to(reader, "Đăng ký tạm trú")
    page.keyboard.press("Enter")
    assert "tạm trú" in reader.next_answer(2)
    tab_to(reader, "loi")
    page.keyboard.type("le phi bao nhieu")
    page.keyboard.press("Enter")
    assert "15.000 đồng" in reader.next_answer(3)


def test_what_has_the_focus_is_not_hidden_behind_the_line_to_type_in(new_reader) -> None:
    reader = new_reader(viewport={"width": 390, "height": 500})
    reader.open().ask("đăng ký tạm trú trên vneid các bước")
    reader.page.locator(".skip").focus()
    for _ in range(30):
        reader.page.keyboard.press("Tab")
        hidden = reader.page.evaluate(
            """() => {
              const own = document.activeElement, line = document.getElementById('write');
              if (line.contains(own) || own === document.body) return false;
              return own.getBoundingClientRect().top >= line.getBoundingClientRect().top;
            }"""
        )
        assert not hidden, focused(reader)
