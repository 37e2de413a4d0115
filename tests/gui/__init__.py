"""The window, off screen: real widgets over fake ports, and journeys over practice servers."""
