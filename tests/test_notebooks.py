"""Every notebook: laid out for readers, the same in both languages, and running on every report."""

import ast
import json
import re
import warnings
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pandas as pd
import papermill
import pytest
from xxgk import reports
from xxgk.reading.base.paths import NOTEBOOKS
from xxgk.running.parameters import parameters_of

PATHS = {path.stem: path for path in sorted(NOTEBOOKS.glob("*.ipynb"))}
REPORTS = reports()["id"].tolist()
# A notebook that takes all reports at once is tried once.
RUNS = [
    (name, report)
    for name, path in PATHS.items()
    for report in (REPORTS[:1] if "reports" in parameters_of(path) else REPORTS)
]
LANGUAGES = ("zh", "en")
# Years of the regulations and of changes of the form, and addresses of notebooks, are no results.
NO_RESULT = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|`[^`]+`|\]\([^)]+\)|^#+ .*$", re.MULTILINE)


def cells(path: Path) -> list[dict]:
    return json.loads(path.read_text("utf-8"))["cells"]


def tags(cell: dict) -> set[str]:
    return set(cell["metadata"].get("tags", ()))


def source(cell: dict) -> str:
    return "".join(cell["source"])


def shown(path: Path, report: str, lang: str) -> Iterator[tuple[set[str], object]]:
    """Run the code cells in this process and give what each shows, with its tags."""
    namespace = {"__name__": "__main__"}
    for cell in cells(path):
        if cell["cell_type"] != "code" or not tags(cell).isdisjoint({*LANGUAGES} - {lang}):
            continue
        tree = ast.parse(source(cell))
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, path.name, "exec"), namespace)
        if "parameters" in tags(cell):
            namespace.update({name: value for name, value in (("report", report), ("lang", lang)) if name in namespace})
        if last is not None:
            yield tags(cell), eval(compile(ast.Expression(last.value), path.name, "eval"), namespace)


def test_there_are_seven_notebooks_in_reading_order():
    assert [name.split("_")[0] for name in PATHS] == list("1234567")


@pytest.mark.parametrize("name", PATHS)
def test_a_notebook_opens_with_its_question_in_both_languages(name):
    first, second = cells(PATHS[name])[:2]
    assert (tags(first), tags(second)) == ({"zh"}, {"en"})
    assert re.fullmatch(r"# .+？", source(first))
    assert re.fullmatch(r"# .+\?", source(second))


@pytest.mark.parametrize("name", PATHS)
def test_what_one_language_says_the_other_says_too(name):
    said = [cell for cell in cells(PATHS[name]) if cell["cell_type"] == "markdown"]
    kinds = [(sorted(tags(cell)), re.match("#*", source(cell))[0], source(cell).count("\n- ")) for cell in said]
    in_chinese, in_english = (
        [(*sorted({*found} - {lang}), *rest) for found, *rest in kinds if lang in found] for lang in LANGUAGES
    )
    assert in_chinese == in_english
    assert len(in_chinese) * 2 == len(said)


@pytest.mark.parametrize("name", PATHS)
def test_the_answer_stands_before_the_evidence_and_the_caveats_after_it(name):
    order = [
        role for cell in cells(PATHS[name]) for role in ("tiles", "answer", "caveat", "colophon") if role in tags(cell)
    ]
    assert list(dict.fromkeys(order)) == ["tiles", "answer", "caveat", "colophon"]
    position = {role: index for index, cell in enumerate(cells(PATHS[name])) for role in tags(cell)}
    charts = [index for index, cell in enumerate(cells(PATHS[name])) if ".plot_" in source(cell)]
    assert position["answer"] < min(charts) <= max(charts) < position["caveat"]


@pytest.mark.parametrize("name", PATHS)
def test_parameters_are_typed_and_explained(name):
    for parameter in parameters_of(PATHS[name]).values():
        assert parameter.type
        assert parameter.help
        assert isinstance(parameter.default, str)


@pytest.mark.parametrize("name", PATHS)
def test_cells_are_short_and_have_stable_ids(name):
    found = cells(PATHS[name])
    assert all(source(cell).count("\n") < 4 for cell in found if cell["cell_type"] == "code")
    assert len({cell["id"] for cell in found}) == len(found)
    assert 20 <= len(found) <= 45
    assert nbformat.validate(nbformat.read(PATHS[name], as_version=4)) is None


@pytest.mark.parametrize("name", PATHS)
def test_no_number_is_typed(name):
    for cell in cells(PATHS[name]):
        text = source(cell)
        if cell["cell_type"] == "markdown":
            assert not re.search(r"\d", NO_RESULT.sub("", text)), text
        elif "parameters" not in tags(cell):
            numbers = [node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)]
            assert not [one for one in numbers if isinstance(one, int | float) and not isinstance(one, bool)], text


@pytest.mark.parametrize("name", PATHS)
def test_the_lines_of_pandas_behind_the_answer_are_shown(name):
    tables = [value for found, value in shown(PATHS[name], REPORTS[0], "zh") if type(value) is pd.DataFrame]
    assert len(tables) == 1
    assert not tables[0].empty


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("name", "report"), RUNS)
def test_every_report_is_answered_in_both_languages(name, report, lang):
    answers, texts = [], []
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for found, value in shown(PATHS[name], report, lang):
            text = str(getattr(value, "_repr_markdown_", str)())
            texts.append(text)
            answers += [text] if "answer" in found else []
    assert len(answers) == 1
    assert answers[0].strip()
    said = "\n".join(texts)
    assert not re.search(r"\bnan\b|\bNone\b|<NA>|\binf\b", said), said
    if lang == "zh":
        assert re.search("[一-鿿]", answers[0])
    else:
        assert not re.search("[，。；：]", answers[0]), answers[0]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PATHS)
def test_plain_papermill_runs_it_in_an_ordinary_kernel(name, lang, tmp_path):
    given = {"lang": lang} | ({"report": "hebei-2016"} if "report" in parameters_of(PATHS[name]) else {})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # papermill's and Jupyter's own, in this process
        done = papermill.execute_notebook(str(PATHS[name]), str(tmp_path / "out.ipynb"), given, progress_bar=False)
    outputs = [output for cell in done.cells if cell.cell_type == "code" for output in cell.outputs]
    bundles = [output.data for output in outputs if "data" in output]
    assert not [output for output in outputs if output.output_type == "error"]
    assert not [output.text for output in outputs if output.output_type == "stream" and "Warning" in output.text]
    assert any("application/vnd.vegalite.v5+json" in bundle and "image/svg+xml" in bundle for bundle in bundles)
    assert any("application/vnd.xxgk.tiles+json" in bundle for bundle in bundles)
    assert any("text/markdown" in bundle for bundle in bundles)


def test_hebei_2016_is_found_to_contradict_itself_four_times():
    said = "\n".join(str(value) for _, value in shown(PATHS["5_integrity"], "hebei-2016", "zh"))
    for relation in ("466 = 285 + 81 + 105", "366 = 215 + 51 + 106", "263818 = 45167 + 225651", "75万余 ≈ 744951"):
        assert relation in said
    assert "**4** 项不成立" in said
