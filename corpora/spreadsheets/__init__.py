"""XLSX workbooks, both ways: `container` guards, `sheets` picks the table, `rows` reads it, `writing` makes one."""
