"""Store -> another triple store over HTTP, and back: graph by graph, and only what changed."""

from kg.push.auth import Credentials
from kg.push.kinds import KINDS, Addresses, addresses
from kg.push.pull import Pulled, pull
from kg.push.push import Plan, Pushed, plan, push
from kg.push.remote import Remote
from kg.push.state import State

__all__ = [
    "KINDS",
    "Addresses",
    "Credentials",
    "Plan",
    "Pulled",
    "Pushed",
    "Remote",
    "State",
    "addresses",
    "plan",
    "pull",
    "push",
]
