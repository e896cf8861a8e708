"""The full-screen inbox: the only room that knows Textual."""
