"""Making the cards that chat groups show: drawing them (`drawing`, `lettering`), and keeping them in step (`keeping`)."""
