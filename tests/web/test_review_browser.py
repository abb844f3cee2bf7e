"""The review in a browser: by keyboard, by selecting words, by two people, without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from tollbook.model.statement import Figure
from tollbook.web.desk import Desk
from web.reviewing import PERSON, served_to_people

BULLETIN = "2024-12-19-evening-bulletin"
CORRECT = f"/review/correct/{BULLETIN}%233"
ADD = f"/review/add?on={BULLETIN}"
DECISIONS, SECONDS_A_DECISION = 20, 5  # twelve a minute
PATIENCE = 60_000  # milliseconds: a busy machine takes a while, and that is no failure

OpenAs = Callable[..., Page]


@pytest.fixture
def people(browser: Browser, desk: Desk) -> Iterator[OpenAs]:
    """Opens the site as somebody, in a browser context of their own."""
    expect.set_options(timeout=PATIENCE)
    contexts = []
    troubles: list[str] = []
    with served_to_people(desk) as address:

        def open_as(name: str, **options: object) -> Page:
            context = browser.new_context(
                base_url=address,
                extra_http_headers={PERSON: name},
                **({"viewport": {"width": 1280, "height": 900}} | options),  # type: ignore[arg-type]
            )
            contexts.append(context)
            page = context.new_page()
            page.set_default_timeout(PATIENCE)
            page.on("pageerror", lambda error: troubles.append(str(error)))
            return page

        yield open_as
        for context in contexts:
            context.close()
    expect.set_options(timeout=5_000)
    assert not troubles


def press_when_settled(page: Page, key: str) -> None:
    """Press a key once what the one before asked for is there: no key acts until then."""
    expect(page.locator("body[data-busy]")).to_have_count(0)
    page.keyboard.press(key)


def title(page: Page) -> str:
    return page.locator("#card-title").inner_text()


def shown_id(page: Page) -> str:
    return page.locator(".review-actions input[name=id]").first.input_value()


def test_the_queue_is_cleared_by_keyboard_alone(people: OpenAs, desk: Desk) -> None:
    """Twenty decisions at twelve a minute or more; focus goes on, and what was decided is said."""
    page = people("Ada Reyes")
    page.goto("/review")
    decided, began = {}, monotonic()
    for number in range(DECISIONS):
        id = shown_id(page)
        if number % 4 == 3:
            page.keyboard.press("r")
            page.keyboard.press("2")
            decided[id] = "rejected"
        else:
            page.keyboard.press("c")
            decided[id] = "confirmed"
        expect(page.locator("#said")).to_contain_text(f"{id} {decided[id]}")
        expect(page.locator("#card-title")).to_be_focused()
        assert shown_id(page) not in decided
    assert monotonic() - began < DECISIONS * SECONDS_A_DECISION
    assert len(decided) == DECISIONS
    with desk.ledger() as ledger:
        assert {id: ledger.review(id).state for id in decided} == decided


def test_skip_undo_and_the_list_of_keys(people: OpenAs, desk: Desk) -> None:
    page = people("Ada Reyes")
    page.goto("/review")
    first = shown_id(page)
    page.keyboard.press("s")
    expect(page.locator("#card-title")).to_be_focused()
    second = shown_id(page)
    assert second != first
    page.keyboard.press("c")
    expect(page.locator("#said")).to_contain_text("confirmed")
    page.keyboard.press("u")
    expect(page.locator("#said")).to_contain_text(f"Undone: {second}")
    assert shown_id(page) == second
    page.keyboard.press("?")
    expect(page.locator("#keys dl")).to_be_visible()
    with desk.ledger() as ledger:
        assert ledger.review(second).state == "proposed"


def test_a_reason_is_typed_and_no_key_acts_while_typing(people: OpenAs, desk: Desk) -> None:
    page = people("Ada Reyes")
    page.goto("/review")
    id = shown_id(page)
    page.keyboard.press("r")
    page.get_by_label("Or in your words").fill("")
    page.get_by_label("Or in your words").press_sequentially("curious rescue sums")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("rejected")
    with desk.ledger() as ledger:
        assert ledger.review(id).decisions[-1].reason == "curious rescue sums"


def test_single_keys_can_be_turned_off(people: OpenAs) -> None:
    """Who dictates would press them by speaking (WCAG 2.1.4)."""
    page = people("Ada Reyes")
    page.goto("/review")
    id = shown_id(page)
    page.keyboard.press("?")
    page.locator("#single-keys").uncheck()
    page.reload()
    page.keyboard.press("c")
    page.wait_for_timeout(300)
    assert shown_id(page) == id


def test_a_number_is_corrected_by_selecting_words_with_the_keyboard(
    people: OpenAs, desk: Desk
) -> None:
    """Arrows find the words, a letter takes them for a field, a number gives the reason."""
    page = people("Ada Reyes")
    page.goto(f"/review?at={BULLETIN}%233")
    page.keyboard.press("e")
    page.wait_for_url(re.compile("/review/correct/"))
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("getSelection().toString().trim()") == "1,000"
    page.keyboard.press("n")
    expect(page.locator(".will-say")).to_have_text("1,000 injured")
    expect(page.locator("[id='f.modifier']")).to_have_value("exact")
    press_when_settled(page, "1")
    page.wait_for_url(re.compile(r"/review\?"))
    with desk.ledger() as ledger:
        review = ledger.review(f"{BULLETIN}#3")
    assert review.state == "corrected"
    assert isinstance(review.statement, Figure)
    assert review.statement.modifier == "exact"
    assert review.statement.number is not None
    assert review.statement.number.quote == "1,000"


def test_words_are_selected_with_the_mouse_where_they_stand(people: OpenAs, desk: Desk) -> None:
    """Of the same words twice those are taken that were selected."""
    page = people("Ada Reyes")
    page.goto(CORRECT)
    page.evaluate(
        """() => {
            const block = [...document.querySelectorAll("#text [data-start]")]
                .find((one) => one.textContent.includes("no fewer than 100"));
            const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
            let node;
            while ((node = walker.nextNode())) {
                const at = node.data.indexOf("no fewer than 100");
                if (at >= 0) getSelection().setBaseAndExtent(node, at, node, at + 17);
            }
        }"""
    )
    page.get_by_role("button", name="Take the selected words for: How many").click()
    expect(page.locator(".will-say")).to_have_text("at least 100 injured")
    with desk.ledger() as ledger:
        start = ledger.document(BULLETIN).text.index("no fewer than 100")
    expect(page.locator("[id='s.number']")).to_have_value(str(start))


def test_places_in_the_text_are_counted_as_the_ledger_counts_them(
    people: OpenAs, desk: Desk, tmp_path: Path
) -> None:
    """A character that a script takes for two is one; right-to-left words count as any."""
    text = "😀😀 مرحبا: nine sailors drowned off Genoa, and nine sailors are missing."
    report = tmp_path / "wreck.txt"
    report.write_text(f"date 2025-01-14\n\n{text}\n")
    with desk.ledger() as ledger:
        ledger.read(report)
        read = ledger.document("wreck").text
        first = next(said for said in ledger.statements(document="wreck", kind="figure"))
    page = people("Ada Reyes")
    page.goto(f"/review/correct/{first.id.replace('#', '%23')}")
    page.evaluate(
        """() => {
            const walker = document.createTreeWalker(
                document.getElementById("text"), NodeFilter.SHOW_TEXT);
            let node;
            while ((node = walker.nextNode())) {
                const at = node.data.lastIndexOf("nine sailors");
                if (at >= 0) getSelection().setBaseAndExtent(node, at, node, at + 12);
            }
        }"""
    )
    page.locator("#text").press("p")
    start = read.index("nine sailors")  # not those that the figure has
    expect(page.locator("[id='s.population']")).to_have_value(str(start))
    expect(page.locator("[id='w.population']")).to_have_value("nine sailors")
    press_when_settled(page, "3")
    page.wait_for_url(re.compile(r"/review\?"))
    with desk.ledger() as ledger:
        said = ledger.review(first.id).statement
    assert isinstance(said, Figure)
    assert said.population is not None
    assert said.population.mention.start == start


def test_typed_values_are_previewed_and_keep_their_focus(people: OpenAs) -> None:
    page = people("Ada Reyes")
    page.goto(CORRECT)
    page.locator("[id='f.high']").fill("1500")
    page.keyboard.press("Tab")
    expect(page.locator(".will-say")).to_have_text("about 1,000–1,500 injured")
    expect(page.locator("[id='f.modifier']")).to_be_focused()
    page.locator("[id='f.measure']").select_option("killed")
    expect(page.locator(".will-say")).to_have_text("about 1,000–1,500 killed")


def test_a_missed_statement_is_added_over_a_selection(people: OpenAs, desk: Desk) -> None:
    page = people("Ada Reyes")
    page.goto(f"/review?at={BULLETIN}%233")
    page.keyboard.press("a")
    page.wait_for_url(re.compile("/review/add"))
    page.evaluate(
        """() => {
            const node = [...document.querySelectorAll("#text [data-start]")]
                .find((one) => one.textContent.includes("losses are heavy")).firstChild;
            const at = node.data.indexOf("already the losses");
            getSelection().setBaseAndExtent(node, at, node, at + 28);
        }"""
    )
    page.locator("#text").focus()
    page.keyboard.press("e")
    expect(page.locator("[id='w.evidence']")).to_have_value("already the losses are heavy")
    page.locator("[id='f.low']").fill("2")
    page.locator("[id='f.measure']").select_option("casualties")
    expect(page.locator(".will-say")).to_contain_text("casualties")
    page.get_by_role("button", name="It was missed").click()
    page.wait_for_url(re.compile(r"/review(\?|$)"))
    with desk.ledger() as ledger:
        [review] = ledger.reviews(state="added")
    assert review.statement is not None
    assert review.statement.evidence.quote == "already the losses are heavy"


def test_a_late_preview_undoes_nothing(people: OpenAs) -> None:
    """What is filled in while the server still reads the words before stays filled in."""
    page = people("Ada Reyes")
    page.goto(f"/review/correct/{BULLETIN}%233")
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route("**/review/correct/**", hold_the_first)
    page.locator("[id='w.number']").fill("no fewer than 100")
    page.locator("[id='f.measure']").focus()
    expect(page.locator("body[data-busy]")).to_have_count(1)
    page.locator("[id='f.measure']").select_option("casualties")
    held[0].continue_()
    expect(page.locator(".will-say")).to_contain_text("at least 100 casualties")
    expect(page.locator("[id='f.measure']")).to_have_value("casualties")


def test_of_two_reviewers_the_second_sees_what_the_first_decided(
    people: OpenAs, desk: Desk
) -> None:
    """Nothing is overwritten: the second is shown the change, and decides again."""
    first, second = people("Ada Reyes"), people("Ben Okafor")
    for page in (first, second):
        page.goto(f"/review?at={BULLETIN}%233")
    first.keyboard.press("r")
    first.keyboard.press("1")
    expect(first.locator("#said")).to_contain_text("rejected")
    second.keyboard.press("c")
    conflict = second.get_by_role("region", name="Somebody else was first")
    expect(conflict).to_contain_text("Ada Reyes")
    expect(conflict).to_contain_text("You were about to confirm it")
    with desk.ledger() as ledger:
        assert len(ledger.decisions()) == 1
    second.keyboard.press("c")
    expect(second.locator("#said")).to_contain_text("confirmed")
    with desk.ledger() as ledger:
        assert ledger.review(f"{BULLETIN}#3").state == "confirmed"


def test_what_the_server_refuses_is_said_and_the_statement_stays(people: OpenAs) -> None:
    page = people("Ada Reyes")
    page.goto("/review")
    id = shown_id(page)
    page.keyboard.press("r")
    page.get_by_role("button", name="Reject", exact=True).click()
    expect(page.locator("#trouble")).to_contain_text("reason")
    assert shown_id(page) == id


def test_everything_works_without_scripts(people: OpenAs, desk: Desk) -> None:
    """Confirm, reject, skip, undo, correct with a preview between, by plain forms."""
    page = people("Ada Reyes", java_script_enabled=False)
    page.goto("/review")
    first = shown_id(page)
    page.get_by_role("button", name="Confirm").click()
    second = shown_id(page)
    assert second != first
    page.get_by_role("button", name="Undo").click()
    assert shown_id(page) == first
    page.get_by_role("link", name="Skip", exact=True).click()
    assert shown_id(page) == second
    page.locator("summary", has_text="Reject").click()
    page.get_by_role("button", name="It does not count people").click()
    page.goto(CORRECT)
    page.locator("[id='w.number']").fill("no fewer than 100")
    page.get_by_label("Or in your words").fill("Wrong number")
    page.get_by_role("button", name="Save the correction").click()
    expect(page.locator(".will-say")).to_have_text("at least 100 injured")
    page.get_by_role("button", name="Save the correction").click()
    page.wait_for_url(re.compile(r"/review\?"))
    with desk.ledger() as ledger:
        states = [ledger.review(id).state for id in (first, second, f"{BULLETIN}#3")]
    assert states == ["proposed", "rejected", "corrected"]


def test_two_people_code_blind_and_an_editor_settles(people: OpenAs, desk: Desk) -> None:
    """Each by keyboard in a browser of their own; the editor sees both and decides."""
    address = f"/review?round=spring&document={BULLETIN}"
    one, other, editor = people("Ada Reyes"), people("Ben Okafor"), people("Chi Nwosu")
    for page in (one, other):
        page.goto(address)
    first = shown_id(one)
    assert shown_id(other) == first
    for keys, page in ((("c",), one), (("r", "1"), other)):
        for key in keys:
            page.keyboard.press(key)
        expect(page.locator("#said")).to_contain_text(f"{first} coded")
        expect(page.locator(".review-card header")).to_contain_text("1 coded by you")
        assert "Ada Reyes" not in other.content()
    editor.goto("/review/coding")
    editor.get_by_role("link", name="spring").click()
    expect(editor.get_by_role("article")).to_contain_text("is it there?")
    editor.get_by_label("Why").fill("The text says so")
    editor.get_by_role("button", name="As Ada Reyes has it").click()
    expect(editor.locator("main")).to_contain_text("Nothing to settle")
    with desk.ledger() as ledger:
        review = ledger.review(first)
    assert (review.state, review.by) == ("confirmed", "Chi Nwosu")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_is_accessible_on_any_screen(
    people: OpenAs, desk: Desk, width: int, scheme: str
) -> None:
    """No violation that axe finds, and nothing wider than the screen."""
    with desk.ledger() as ledger:
        ledger.confirm(f"{BULLETIN}#1", by="Ben Okafor")
        ledger.reject(f"{BULLETIN}#2", by="Ben Okafor", reason="A repetition")
        for coder, action in (("A", "confirm"), ("B", "reject")):
            ledger.code(f"{BULLETIN}#3", action, round="spring", by=coder, reason="Because")
    page = people("Ada Reyes", viewport={"width": width, "height": 800}, color_scheme=scheme)
    rejected = f"/review?at={BULLETIN}%232"
    nothing = "/review?document=nowhere"
    for address in (
        "/review",
        rejected,
        nothing,
        CORRECT,
        ADD,
        "/review/history",
        "/review/misfits",
    ):
        page.goto(address)
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
        assert found.violations_count == 0, (address, found.generate_report())
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, address
