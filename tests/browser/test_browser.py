"""The browser that the other tests look through."""

from __future__ import annotations


def test_a_page_is_drawn_and_its_script_run(page):
    page.set_content("<p>before</p><script>document.querySelector('p').textContent = 'after'</script>")
    assert page.inner_text("p") == "after"
