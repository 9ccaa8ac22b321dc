"""The pages in a real browser: Debian's Chromium, driven by Playwright. `make browser` installs it.

Playwright is imported where it is needed, and in signatures under TYPE_CHECKING: where it is missing, the tests are
skipped with a reason instead of breaking while they are collected.
"""
