"""The window, off screen: real widgets over fake ports, and whole journeys over practice servers."""
