"""The root of every error the program raises on purpose."""


class WebcareError(Exception):
    """Something went wrong that the agent can be told about.

    Attributes:
        title: A few words that head the dialog or the line ("The service could not be reached").
        message: What happened, whether anything was lost, and what to do next; may be empty.
    """

    def __init__(self, title: str, message: str = "") -> None:
        super().__init__(title, message)
        self.title = title
        self.message = message

    def __str__(self) -> str:
        return f"{self.title}: {self.message}" if self.message else self.title
