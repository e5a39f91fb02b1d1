"""All HTML: the index, reading copies, the page of doubts; one set of templates."""
