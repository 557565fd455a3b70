"""Books: a text with title page, notes, register and colophon, as files of an EPUB or pages of paper."""
