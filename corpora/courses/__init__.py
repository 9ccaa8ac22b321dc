"""Course catalogues from files: `files` reads them, `catalogue` answers from them, `folder` keeps them."""
