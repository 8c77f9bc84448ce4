from __future__ import annotations

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest

from bot.content.aspects import Aspect
from bot.content.compose import Composer
from bot.web.views import topic_view
from tests.conftest import TODAY


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/chu-de", "Tất cả"),
        ("/chu-de/tam_tru", "Đăng ký tạm trú"),
        ("/chu-de/tam_tru/le_phi", "Đăng ký tạm trú"),
        ("/nhom/cu_tru", "Cư trú"),
        ("/huong-dan/dia_chi", "Địa chỉ cũ, địa chỉ mới"),
        ("/rieng-tu", "Riêng tư"),
    ],
)
def test_each_page_says_what_it_is_and_who_is_talking(front, path, title) -> None:
    page = front.get(path)
    assert page.status_code == 200
    assert title in re.findall("<title>(.*?)</title>", page.text, re.DOTALL)[0]
    assert "trợ lý tự động" in page.text
    assert f'<link rel="canonical" href="https://a.example/hoi{path}">' in page.text


@pytest.mark.parametrize(
    "path",
    [
        "/khong-co",
        "/chu-de/khong_co",
        "/chu-de/tam_tru/khong_co",
        "/nhom/khong_co",
        "/huong-dan/khong_co",
        "/qr/khong_co.svg",
        "/qr/tam_tru.png",
        "/tinh/khong_co.css",
        "/tinh/..%2fpages.py",
        "/chu-de/%3Cscript%3E",
        "/conversations/x/tracker",
        "/model",
    ],
)
def test_what_is_not_there_says_so_and_offers_the_search(front, path) -> None:
    page = front.get(path)
    assert page.status_code == 404
    assert 'name="q"' in page.text
    assert "<script>" not in page.text


def test_the_way_to_the_root_is_right_from_everywhere(front) -> None:
    for path, root in (
        ("/", "./"),
        ("/chu-de", "./"),
        ("/chu-de/", "../"),
        ("/chu-de/tam_tru", "../"),
        ("/chu-de/tam_tru/le_phi", "../../"),
        ("/a/b/c/d", "../../../"),
    ):
        assert f'href="{root}tinh/page.css' in front.get(path).text


@pytest.mark.parametrize(
    "path",
    ["/", "/chu-de/", "/chu-de/tam_tru/le_phi", "/nhom/cu_tru", "/huong-dan/dia_chi", "/khong/co"],
)
def test_every_link_of_a_page_leads_somewhere_also_below_a_folder_of_another_site(
    front, path
) -> None:
    outside = "https://a.example/hoi"
    links = re.findall('(?:href|src|action)="([^"#]+)"', front.get(path).text)
    inside = {urljoin(outside + path, unescape(link)) for link in links}
    inside = {link for link in inside if urlsplit(link).netloc == "a.example"}
    assert len(inside) > 5
    for link in inside:
        assert link.startswith(f"{outside}/"), link
        assert front.get(link[len(outside) :]).status_code == 200, link


def test_every_answer_of_the_server_tells_the_browser_what_it_may_do(front) -> None:
    for method, path in (
        ("GET", "/"),
        ("GET", "/khong-co"),
        ("GET", "/tinh/page.css"),
        ("GET", "/readyz"),
        ("PUT", "/chu-de"),
        ("POST", "/api/hoi"),
    ):
        headers = front.server.request(method, path).headers
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert policy.endswith("frame-ancestors 'self' https://phuong.example")
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "Set-Cookie" not in headers


def test_a_link_opens_on_its_question_and_rubbish_on_none(front) -> None:
    assert (
        'data-start="/tam_tru{&#34;aspect&#34;:&#34;le_phi&#34;}"'
        in front.get("/?start=tam_tru-le_phi").text
    )
    for rubbish in ("khong_co", "%3Cscript%3E", "a" * 500, "%ff"):
        page = front.get(f"/?start={rubbish}")
        assert page.status_code == 200
        assert "data-start=" not in page.text


def test_a_link_to_what_a_topic_no_longer_holds_opens_the_topic(front) -> None:
    """It may stand on paper; in Telegram it gives the overview."""
    assert "Hộ chiếu" in front.get("/chu-de/ho_chieu/xu_phat").text
    page = front.get("/?start=ho_chieu-xu_phat")
    assert 'data-start="/ho_chieu{&#34;aspect&#34;:&#34;xu_phat&#34;}"' in page.text


def test_topics_are_found_without_accents(front) -> None:
    page = front.get("/chu-de", params={"q": "tam tru"})
    assert 'href="./chu-de/tam_tru"' in page.text
    assert 'href="./chu-de/ho_chieu"' not in page.text.split("<h2")[0]


def test_what_is_searched_for_cannot_break_the_page(front) -> None:
    page = front.get("/chu-de", params={"q": '"><script>alert(1)</script>'})
    assert "<script>alert" not in page.text
    assert front.get("/chu-de", params={"q": "a" * 3000}).status_code == 200


def test_files_are_kept_for_ever_under_an_address_that_changes_with_them(front) -> None:
    [address] = re.findall('href="./(tinh/page.css[^"]*)"', front.get("/").text)
    file = front.get(f"/{address}", headers={"Accept-Encoding": "gzip"})
    assert "immutable" in file.headers["Cache-Control"]
    assert file.headers["Content-Encoding"] == "gzip"
    plain = front.get(f"/{address}", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    assert plain.content == file.content
    assert "immutable" not in front.get("/tinh/page.css?v=old").headers["Cache-Control"]


def test_a_page_can_be_asked_for_without_its_body(front) -> None:
    answer = front.server.request("HEAD", "/chu-de/tam_tru")
    assert (answer.status_code, answer.content) == (200, b"")


def test_every_topic_can_be_read_whole(content) -> None:
    composer = Composer(content, TODAY)
    for topic_id, topic in content.topics.items():
        view = topic_view(composer, topic_id)
        assert len(view.sections) == len(topic.answers)
        assert all(section.html for section in view.sections)
        assert view.validity


def test_the_aspect_asked_for_stands_first(content) -> None:
    view = topic_view(Composer(content, TODAY), "tam_tru", Aspect.FEE)
    assert (view.sections[0].id, view.first) == ("le_phi", "le_phi")
    assert "Đúng đến 31/12/2026" in view.validity
