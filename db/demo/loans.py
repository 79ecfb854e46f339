"""Keys on their way: who takes which, how they come back, and what is out now."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from db import key_register, site
from db.clock import DAY, HOUR, MINUTE
from db.demo.estate import Estate
from db.key_register import Borrower, KeyView, NewBorrower, Rest, Return

#: Groups of keys that are taken together, as first tag and how many there are.
_GROUPS = ((("0101", 12), 1), (("0201", 20), 3), (("0301", 20), 2), (("8101", 6), 1), (("8201", 4), 1))
_RESTRICTED = ("0102", "0105", "0106")
_PARTIAL, _LATE = 0.3, 0.08


@dataclass
class Cabinet:
    """The keys of the estate as the story needs them: which are out."""

    estate: Estate
    out: set[str] = field(default_factory=set)
    #: What is out at the end of the story is not lent to others shortly before.
    now: set[str] = field(default_factory=set)

    def plan_day(self, begins: int) -> None:
        """Plan the loans of a day that begins at eight."""
        estate = self.estate
        for _number in range(estate.rng.choice((1, 2, 2))):
            at = estate.later(begins + estate.minutes(30, 560))
            tags = self._some()
            estate.at(at, "front", partial(self._lend, tags, estate.rng.choice(sorted(estate.passes)[:-2])))

    def _some(self) -> list[str]:
        rng = self.estate.rng
        (first, many), most = rng.choice(_GROUPS)
        begin, size = rng.randrange(many), rng.randint(1, most)
        return [f"{int(first) + number:04d}" for number in range(begin, min(many, begin + size))]

    def _lend(self, tags: list[str], card: str) -> None:
        """Lend what is in the cabinet, and plan its way back."""
        estate = self.estate
        kept = self.now if estate.until - estate.write.at < 2 * DAY else ()
        free = [tag for tag in tags if tag not in self.out and tag not in kept]
        if not free:
            return
        due = estate.later(estate.write.at + estate.rng.choice((30, 120, 120, 240)) * MINUTE)
        late = estate.chance(_LATE)
        views = self.issue(free, self.borrower(card), due, estate.rng.choice(estate.words.errands))
        back = due + (estate.minutes(40, 180) if late else -estate.minutes(1, 25))
        if late:
            chase = partial(estate.do, key_register.chase, views[0].loan_id, estate.words.chase)
            estate.at(due + 20 * MINUTE, "front", chase)
        estate.at(estate.later(back), "front", partial(self._back, views))

    def borrower(self, who: str) -> Borrower | NewBorrower:
        """The holder of a pass, an officer, or the owner of a home, by number."""
        estate = self.estate
        if who in estate.passes:
            return Borrower("pass", estate.passes[who], who)
        if who in estate.officers:
            return Borrower("staff", estate.officers[who].officer_id, who)
        home = site.find_unit(who)
        return NewBorrower(home.owner, home.phone)

    def issue(self, tags: list[str], who: Borrower | NewBorrower, due: int, purpose: str) -> list[KeyView]:
        """Put keys into a hand; a restricted one goes out by the signatures of desk and guard (K6)."""
        signers = [self.estate.signer(post) for post in ("front", "guard")] if {*tags} & {*_RESTRICTED} else []
        self.out |= {*tags}
        return list(self.estate.do(key_register.issue, tags, who, due, purpose, None, *signers))

    def _back(self, views: list[KeyView]) -> None:
        """All of them come back, or all but one, which follows (K4)."""
        estate = self.estate
        if len(views) > 1 and estate.chance(_PARTIAL):
            *here, missing = views
            due = estate.write.at + 2 * HOUR
            rest = [Rest(missing.loan_id or 0, "with_him", due)]
            estate.do(key_register.give_back, [Return(view.loan_id or 0) for view in here], "", rest)
            estate.at(estate.later(due - 20 * MINUTE), "front", partial(self._back, [missing]))
            views = here
        else:
            estate.do(key_register.give_back, [Return(view.loan_id or 0) for view in views])
        self.out -= {view.tag for view in views}

    def spoil(self) -> None:
        """One key was lost some weeks ago, another is damaged."""
        estate = self.estate
        for tag, door, ago in (
            ("0307", key_register.report_lost, 20 * DAY),
            ("0210", key_register.report_damaged, 6 * DAY),
        ):
            self.out.add(tag)
            estate.at(estate.later(estate.until - ago), "front", partial(estate.do, door, tag))

    def lend_now(self) -> None:
        """What is out at the end of the story, one key of it overdue."""
        estate = self.estate
        for ago, due, tags, who, purpose in estate.words.tonight_loans:
            self.now |= {*tags.split()}
            lend = partial(self._lend_now, tags.split(), who, estate.until + due * MINUTE, purpose)
            estate.at(estate.earlier(estate.until - ago * MINUTE), "front", lend)

    def _lend_now(self, tags: list[str], who: str, due: int, purpose: str) -> None:
        estate = self.estate
        views = self.issue(tags, self.borrower(who), due, purpose)
        if due < estate.until:
            chase = partial(estate.do, key_register.chase, views[0].loan_id, estate.words.chase)
            estate.at(due + 55 * MINUTE, "front", chase)
