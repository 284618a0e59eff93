"""Words at the command line -> a question -> an answer -> bytes."""

from kg.query.ask import Answer, ask
from kg.query.questions import Parameter, Question, catalogue, find

__all__ = ["Answer", "Parameter", "Question", "ask", "catalogue", "find"]
