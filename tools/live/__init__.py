"""The transcripts of the guides: made by, and compared with, a run against real software on this machine."""
