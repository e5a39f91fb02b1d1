"""Take in what other people's tools hold: tables, termbases, a workbook a colleague has edited."""
