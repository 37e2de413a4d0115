"""What goes on paper or into a PDF: what a paper says, how it is drawn, and where it goes."""
