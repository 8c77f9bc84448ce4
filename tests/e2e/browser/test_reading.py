"""Pages that are read: topics, the index and its search, on paper, and without scripts."""

from __future__ import annotations

import re

import pytest

MOST_BYTES = 100 * 1024


def headings(reader) -> list:
    return reader.page.get_by_role("heading", level=2).all_inner_texts()


def test_a_topic_to_read_with_everything(reader) -> None:
    reader.open("/chu-de/tam_tru")
    assert reader.page.title().startswith("Đăng ký tạm trú – ")
    assert {"Giấy tờ", "Lệ phí", "Căn cứ pháp lý", "Việc liên quan"} <= set(headings(reader))
    text = reader.page.locator("main").inner_text()
    assert "15.000 đồng" in text
    assert "{" not in text
    assert "**" not in text
    reader.page.get_by_role("link", name="Lệ phí", exact=True).click()
    assert reader.page.url.endswith("#le_phi")
    assert reader.page.locator("img.code").evaluate("image => image.complete || image.loading")


def test_one_aspect_stands_first(reader) -> None:
    reader.open("/chu-de/tam_tru/ho_so")
    assert reader.page.locator("section.part h2").first.inner_text() == "Giấy tờ"
    reader.page.get_by_role("link", name="Hỏi tiếp về việc này").click()
    assert "CT01" in reader.next_answer(1)


@pytest.mark.parametrize("typed", ["dang ky tam tru", "ĐĂNG KÝ TẠM TRÚ", "  tạm   trú "])
def test_topics_are_found_without_accents(reader, typed) -> None:
    reader.open("/chu-de")
    reader.page.get_by_role("searchbox").fill(typed)
    reader.page.get_by_role("button", name="Tìm").click()
    found = reader.page.get_by_role("region", name="Số mục tìm thấy")
    found.get_by_role("link", name="Đăng ký tạm trú").first.click()
    assert reader.page.url.endswith("/chu-de/tam_tru")


def test_nothing_found_shows_everything(reader) -> None:
    reader.open("/chu-de?q=%22%3E%3Cscript%3Exyz")
    assert "Không tìm thấy" in reader.page.get_by_role("status").inner_text()
    assert reader.page.get_by_role("searchbox").input_value() == '"><script>xyz'
    assert reader.page.get_by_role("link", name="Đăng ký thường trú").count() >= 1


def test_every_link_of_the_index_leads_somewhere(reader) -> None:
    reader.open("/chu-de")
    links = reader.page.locator("main a[href*='/']").evaluate_all("all => all.map(a => a.href)")
    assert len(links) > 110
    for link in links[::9]:
        assert reader.context.request.get(link).status == 200, link


def test_no_such_page_offers_the_search(reader) -> None:
    for path in ("/khong-co", "/chu-de/khong_co", "/nhom/x", "/huong-dan/x", "/chu-de/tam_tru/x"):
        response = reader.page.goto(reader.address + path)
        assert response.status == 404
        assert reader.page.get_by_role("searchbox").is_visible()
        reader.page.get_by_role("link", name="Xem tất cả mục").click()
        assert "Tất cả các mục" in reader.page.get_by_role("heading", level=1).inner_text()


def test_without_scripts_it_says_so_and_everything_can_be_found(new_reader) -> None:
    reader = new_reader(java_script_enabled=False)
    reader.open()
    page = reader.page
    said = page.locator("noscript p").first  # what Playwright does not find by its text
    assert said.is_visible()
    assert "đang tắt JavaScript" in said.inner_text()
    assert page.locator("#write").is_hidden()
    page.get_by_role("searchbox").fill("tam tru")
    page.get_by_role("button", name="Tìm").click()
    page.get_by_role("link", name="Đăng ký tạm trú").first.click()
    assert "15.000 đồng" in page.locator("main").inner_text()
    reader.open()
    page.get_by_role("link", name="🏠 Cư trú").click()
    assert page.url.endswith("/nhom/cu_tru")
    reader.open("/rieng-tu")
    assert said.is_visible()
    assert "bạn bật JavaScript" in said.inner_text()


def test_the_first_view_is_small(reader) -> None:
    sizes = {}
    reader.page.on("response", lambda r: sizes.update({r.url: len(r.body())}))
    reader.open().page.wait_for_load_state("networkidle")
    assert {url.rsplit(".", 1)[-1].split("?")[0] for url in sizes} >= {"css", "js"}
    assert 5_000 < sum(sizes.values()) < MOST_BYTES / 2


def test_on_paper_there_is_text_and_nothing_to_press(reader, tmp_path) -> None:
    reader.open("/chu-de/tam_tru").page.emulate_media(media="print")
    for shown in ("nav", "button", ".search", ".jump"):
        assert reader.page.locator(shown).locator("visible=true").count() == 0
    file = tmp_path / "topic.pdf"
    reader.page.locator("img.code").scroll_into_view_if_needed()
    reader.page.pdf(path=str(file), format="A4")
    assert re.search(rb"/Count [1-5]\b", file.read_bytes())
    assert file.stat().st_size > 20_000


def test_a_talk_on_paper(reader) -> None:
    reader.open().ask("lệ phí tạm trú")
    reader.page.emulate_media(media="print")
    assert reader.input.is_hidden()
    assert reader.answers.last.is_visible()
