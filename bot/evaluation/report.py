"""The figures as a text to read and as a picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Dict, List, Mapping, Sequence, Tuple

from bot.evaluation.figures import (
    FOLLOW_UPS,
    KEPT_OUT,
    REFUSED,
    RIGHT_ASPECT,
    RIGHT_PROCEDURE,
    WRONG,
    Share,
)

if TYPE_CHECKING:
    from bot.evaluation.pipelines import Measured

# Targets on questions not seen: (at least?, share).
TARGETS: Dict[str, Tuple[bool, float]] = {
    RIGHT_PROCEDURE: (True, 0.95),
    RIGHT_ASPECT: (True, 0.92),
    REFUSED: (False, 0.03),
    WRONG: (False, 0.02),
    KEPT_OUT: (True, 0.97),
    FOLLOW_UPS: (True, 0.95),
}
# How much less often it may find the procedure in rewritten questions.
_ALLOWED_LOSS = {"không dấu": 0.01}
_ALLOWED_LOSS_WITH_MISTAKES = 0.03
_COLUMNS = (
    "đúng thủ tục",
    "sai tự tin",
    "giữ ngoài",
    "giây CPU h.l.",
    "bộ nhớ h.l.",
    "khi chạy",
    "một câu",
)


def text_report(
    by_kind: Dict[str, Dict[str, Share]],
    labels: Dict[str, Share],
    confused: Sequence[Tuple[str, str, List[str]]],
) -> str:
    """Figures beside their targets, per kind of rewriting, per label, and what was confused."""
    lines: List[str] = []
    plain = next(iter(by_kind.values()), {}).get(RIGHT_PROCEDURE)
    for number, (kind, shares) in enumerate(by_kind.items()):
        lines.append(f"── {kind}")
        for name, share in shares.items():
            lines.append(f"  {name:34s} {share}{_target(name, share)}")
        if number and plain and RIGHT_PROCEDURE in shares:
            loss = plain.value - shares[RIGHT_PROCEDURE].value
            allowed = _ALLOWED_LOSS.get(kind, _ALLOWED_LOSS_WITH_MISTAKES)
            lines.append(
                f"  {'mất so với nguyên văn':34s} {100 * loss:5.1f} điểm"
                f"   mục tiêu < {100 * allowed:.0f}: {'đạt' if loss < allowed else 'CHƯA ĐẠT'}"
            )
        lines.append("")
    lines.append("── theo nhãn (nguyên văn)")
    lines.extend(f"  {label:34s} {share}" for label, share in labels.items())
    lines.extend(["", "── nhầm lẫn (nguyên văn): nhãn → kết quả"])
    lines.extend(
        f"  {len(ids):3d}  {label} → {said}  [{', '.join(ids[:8])}]"
        for label, said, ids in confused
    )
    return "\n".join(lines) + "\n"


def _target(name: str, share: Share) -> str:
    if name not in TARGETS:
        return ""
    at_least, goal = TARGETS[name]
    met = share.value >= goal if at_least else share.value <= goal
    return f"   mục tiêu {'≥' if at_least else '≤'} {goal:.0%}: {'đạt' if met else 'CHƯA ĐẠT'}"


def chart(by_kind: Dict[str, Dict[str, Share]], path: Path) -> None:
    """A bar per figure and kind, with its interval and the target."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    names = [name for name in TARGETS if any(name in shares for shares in by_kind.values())]
    kinds = list(by_kind)
    figure, axes = plt.subplots(len(names), 1, figsize=(9, 1.9 * len(names)), squeeze=False)
    for axis, name in zip(axes[:, 0], names, strict=True):
        shares = [by_kind[kind].get(name, Share(0, 0)) for kind in kinds]
        values = [100 * share.value for share in shares]
        errors = [
            [max(0.0, v - 100 * s.interval[0]) for v, s in zip(values, shares, strict=True)],
            [max(0.0, 100 * s.interval[1] - v) for v, s in zip(values, shares, strict=True)],
        ]
        axis.barh(kinds, values, xerr=errors, color="#4477aa", ecolor="#222222", height=0.6)
        axis.axvline(100 * TARGETS[name][1], color="#cc3311", linestyle="--", linewidth=1)
        axis.set_title(f"{name} (%), vạch đỏ: mục tiêu", loc="left", fontsize=10)
        axis.invert_yaxis()
        for index, value in enumerate(values):
            axis.text(0.5, index, f"{value:.1f}", va="center", fontsize=8, color="white")
    figure.tight_layout()
    figure.savefig(path, dpi=120)
    plt.close(figure)


def comparison_table(
    shares: Mapping[str, Mapping[str, Share]], measured: Mapping[str, Measured]
) -> str:
    """A row a pipeline: how often right and wrong, and what it costs."""
    names = (RIGHT_PROCEDURE, WRONG, KEPT_OUT)
    lines = [
        "── so sánh (chỉ phần hiểu câu, câu hỏi đơn, nguyên văn)",
        f"  {'':28s}" + "".join(f"{title:>14s}" for title in _COLUMNS),
    ]
    for pipeline, result in measured.items():
        rates = [shares[pipeline].get(name, Share(0, 0)).value for name in names]
        lines.append(
            f"  {pipeline:28s}"
            + "".join(f"{rate:>14.1%}" for rate in rates)
            + f"{result.training_seconds:>12.0f} s{result.training_megabytes:>11.0f} MB"
            + f"{result.megabytes:>11.0f} MB{result.milliseconds:>11.1f} ms"
        )
    return "\n".join(lines) + "\n"
