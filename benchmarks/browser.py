"""The lookup in Chromium: how long it takes from a key press until the list is painted."""

from __future__ import annotations

import json
import shutil
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from repository import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import CDPSession

#: How many milliseconds a quick typist takes from key to key.
PACE = 80

#: Notes for each key how many milliseconds pass until the list that it brings about is painted.
_NOTE = """
window.painted = [];
let pressed;
addEventListener("keydown", ({ timeStamp }) => (pressed = timeStamp), true);
addEventListener("input", () => {
  const start = pressed;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    painted.push(performance.now() - start);
    window.listPainted?.();
  };
  const look = () => {
    if (document.querySelector(".dicom-dialog [role=option]")) port2.postMessage(0);
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
});
"""


def queries() -> list[str]:
    """Return some of what readers type."""
    lines = (ROOT / 'tests' / 'lookup' / 'queries.tsv').read_text(encoding='utf-8').splitlines()
    found = (json.loads(line.partition('\t')[0]) for line in lines[1:] if line.startswith('"'))
    # Others have no key.
    return [''.join(key for key in query if ' ' <= key <= '~') for query in found][::3]


class Key(NamedTuple):
    """What a key press took, in milliseconds."""

    #: Until the list was painted.
    painted: float
    #: CPU time of the page's main thread, which does not depend on what else the machine does.
    busy: float


def keys(html: Path, slower: int = 1) -> Iterator[list[Key]]:
    """Yield what the keys of each query took, the first one of each on a page that was just opened.

    *html* holds the pages; the processor is slowed down by a factor.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which('chromium'),
            # Frames are not held back until a screen is ready for them: that is no work of the lookup.
            args=['--no-sandbox', '--disable-gpu', '--disable-frame-rate-limit'],
        )
        for query in queries():
            page = browser.new_page()
            page.add_init_script(_NOTE)
            page.goto((html / 'dicom-vrs.html').as_uri())
            session = page.context.new_cdp_session(page)
            session.send('Performance.enable', {'timeDomain': 'threadTicks'})
            session.send('Emulation.setCPUThrottlingRate', {'rate': slower})
            page.keyboard.press('/')
            busy = [_busy(session)]
            for number, key in enumerate(query):
                page.wait_for_timeout(PACE if number else 0)
                page.keyboard.press(key)
                page.evaluate(
                    f'painted.length > {number} || new Promise(done => {{ listPainted = done }})'
                )
                busy.append(_busy(session))
            spent = [after - before for before, after in pairwise(busy)]
            yield [Key(*key) for key in zip(page.evaluate('painted'), spent, strict=True)]
            page.close()
        browser.close()


def _busy(session: CDPSession) -> float:
    """Return the CPU time that the main thread has spent so far, in milliseconds."""
    metrics = session.send('Performance.getMetrics')['metrics']
    return next(1000 * found['value'] for found in metrics if found['name'] == 'TaskDuration')
