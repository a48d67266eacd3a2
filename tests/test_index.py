"""The index pages: they lead to every page and download, and say what the notebooks answered."""

import json
import re
from html import unescape

import nbformat
import pytest
from browser import WIDTHS, Reader, hindrances, is_as_wide_as_its_window
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from xxgk.publishing.index import write_report_index, write_top_index
from xxgk.reading.base import store
from xxgk.reading.extract import Fact

INDEXES = ("index.html", "index.en.html", "hebei-2016/zh/index.html", "hebei-2016/en/index.html")


def executed(lang, title, answer, report="hebei-2016", end_time="2026-11-22T15:00:30"):
    output = new_output("execute_result", data={"text/markdown": answer})
    cells = [
        new_markdown_cell(f"# {title}", metadata={"tags": [lang]}),
        new_code_cell("answer", outputs=[output], metadata={"tags": ["answer"]}),
    ]
    parameters = {"report": report, "lang": lang}
    return new_notebook(cells=cells, metadata={"papermill": {"parameters": parameters, "end_time": end_time}})


def save(out, report, lang, name, notebook):
    folder = out / report / lang
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.ipynb").write_text(nbformat.writes(notebook), "utf-8")


def links(page):
    return [unescape(link) for link in re.findall(r'href="([^"#][^"]*)"', page.read_text("utf-8"))]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    out = tmp_path_factory.mktemp("outputs")
    save(out, "hebei-2016", "zh", "3_requests", executed("zh", "申请从哪里来？", "多数经信函 **2792** 件。"))
    save(out, "hebei-2016", "en", "3_requests", executed("en", "How did requests come in?", "By letter."))
    write_report_index(out, "hebei-2016")
    write_top_index(out)
    return out


@pytest.mark.parametrize(
    "name", ["index.html", "index.en.html", "hebei-2016/zh/index.html", "hebei-2016/en/index.html"]
)
def test_it_fits_every_window_and_hinders_nobody(built, reader: Reader, name):
    page = reader.open((built / name).as_uri(), charts=False)
    assert [width for width in WIDTHS if not is_as_wide_as_its_window(page, width)] == []
    assert hindrances(page) == ""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_index_of_a_report_leads_to_existing_downloads_and_to_the_pages(built, lang):
    page = built / "hebei-2016" / lang / "index.html"
    targets = links(page)
    assert "3_requests.html" in targets
    assert [link for link in targets if link.startswith("../tables/")]
    missing = [link for link in targets if link != "3_requests.html" and not (page.parent / link).exists()]
    assert missing == []


def test_the_index_gives_each_notebooks_question_and_answer(built):
    text = (built / "hebei-2016" / "zh" / "index.html").read_text("utf-8")
    assert "申请从哪里来？" in text
    assert "<strong>2792</strong>" in text


def test_what_two_notebooks_answer_alike_is_said_once_where_the_last_asks(tmp_path):
    for name, title in (("0_start", "怎样开始？"), ("3_requests", "申请从哪里来？")):
        save(tmp_path, "hebei-2016", "zh", name, executed("zh", title, "收到 **5230** 件。"))
    write_report_index(tmp_path, "hebei-2016")
    text = (tmp_path / "hebei-2016" / "zh" / "index.html").read_text("utf-8")
    assert text.count("<strong>5230</strong>") == 1
    assert text.index("怎样开始？") < text.index("申请从哪里来？") < text.index("<strong>5230</strong>")


def test_the_index_says_what_contradicts_what(built):
    text = (built / "hebei-2016" / "en" / "index.html").read_text("utf-8")
    for relation in ("466 = 285 + 81 + 105", "366 = 215 + 51 + 106", "263818 = 45167 + 225651"):
        assert relation in text
    assert "<svg" in text


def test_the_top_index_lists_what_was_built_in_each_language(built):
    assert "hebei-2016/zh/index.html" in links(built / "index.html")
    assert "hebei-2016/en/index.html" in links(built / "index.en.html")
    assert "index.en.html" in links(built / "index.html")


def test_over_several_reports_the_top_index_gives_the_key_figures_of_each_the_newest_first(built, tmp_path):
    for report in ("hebei-2016", "hongze-2024"):
        save(tmp_path, report, "zh", "3_requests", executed("zh", "问？", "答。", report))
        write_report_index(tmp_path, report)
    page, _ = write_top_index(tmp_path)
    newest, oldest = re.findall(r"<tr>(?:(?!</tr>).)*?</tr>", page.read_text("utf-8").split("<tbody>")[1], re.DOTALL)
    assert 'href="hongze-2024/zh/index.html"' in newest
    assert re.findall(r"<td[^>]*>([^<]+)</td>", oldest)[-4:] == ["5,230", "466", "366", "4"]
    assert "2016" in oldest
    assert 'type="search"' in page.read_text("utf-8")


def test_over_one_report_the_top_index_is_that_report_s_and_leads_to_its_pages(built):
    targets = links(built / "index.html")
    assert "hebei-2016/zh/3_requests.html" in targets
    assert not [link for link in targets if not link.endswith("3_requests.html") and not (built / link).exists()]
    assert "466 = 285 + 81 + 105" in (built / "index.html").read_text("utf-8")


def test_the_index_says_of_which_questions_a_report_says_nothing(tmp_path):
    save(tmp_path, "hongze-2024", "en", "3_requests", executed("en", "Q?", "A.", "hongze-2024"))
    (page,) = write_report_index(tmp_path, "hongze-2024")
    assert "The report gives no figures on priority areas, so there is no page on them." in page.read_text("utf-8")


def test_the_index_of_a_report_is_as_old_as_its_latest_run(tmp_path):
    for hour in (15, 16):
        notebook = executed("zh", "问？", "答。", end_time=f"2026-11-22T{hour}:00:30")
        save(tmp_path, "hebei-2016", "zh", f"{hour}_question", notebook)
    (page,) = write_report_index(tmp_path, "hebei-2016")
    assert "2026-11-22 16:00 UTC" in page.read_text("utf-8")


def test_the_top_index_is_as_old_as_the_latest_run(tmp_path):
    runs = {name: {"finished": f"2026-11-2{name}T09:30:00+00:00"} for name in "21"}
    (tmp_path / "runs.json").write_text(json.dumps({"format": 1, "runs": runs}), "utf-8")
    assert all("2026-11-22 09:30 UTC" in page.read_text("utf-8") for page in write_top_index(tmp_path))


def test_the_english_index_is_titled_in_english_and_gives_the_title_in_chinese(built):
    text = (built / "hebei-2016" / "en" / "index.html").read_text("utf-8")
    assert ">Hebei Provincial People's Government: disclosure report for 2016</h1>" in text
    assert '<p><span lang="zh-CN">河北省2016年政府信息公开工作年度报告</span></p>' in text


def test_a_report_without_contradictions_says_so_and_draws_none(tmp_path, monkeypatch):
    monkeypatch.setenv("XXGK_DATA", str(tmp_path / "data"))
    fact = Fact("review.total", "all", "", "5", "件", "exact", "5", "复议", "", "p0", 0, 1)
    store.add_report({"id": "calm-2012", "organ": "戊", "year": 2012, "form": "prose-2008"}, [fact])
    save(tmp_path, "calm-2012", "zh", "1_overview", executed("zh", "概况", "无。", "calm-2012"))
    (page,) = write_report_index(tmp_path, "calm-2012")
    assert 'class="chart' not in page.read_text("utf-8")


@pytest.mark.filterwarnings("ignore:An output cannot be shown:UserWarning")
def test_hostile_titles_are_only_text(tmp_path, monkeypatch):
    monkeypatch.setenv("XXGK_DATA", str(tmp_path / "data"))
    title = "</title><script>alert(1)</script>[x](javascript:alert(2))"
    store.add_report({"id": "bad", "organ": title, "year": 2012, "form": "prose-2008", "title": title}, [])
    save(tmp_path, "bad", "zh", "1_overview", executed("zh", title, title, "bad"))
    pages = [*write_report_index(tmp_path, "bad"), *write_top_index(tmp_path)]
    for page in pages:
        text = page.read_text("utf-8")
        assert "<script>alert" not in text
        assert not re.search(r'href="javascript:', text)
