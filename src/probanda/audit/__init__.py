"""Reading a report as its fiercest opponent would: figures, dates, sources, quotations → findings."""
