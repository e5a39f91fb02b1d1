"""One module per exchange format; `FORMATS` lists them."""
