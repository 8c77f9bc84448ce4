"""The figures as a text to read and as a picture."""

from __future__ import annotations

from pathlib import Path
from typing import Dict, List, Sequence, Tuple

from bot.evaluation.figures import Share

# Targets on questions not seen: (at least?, share).
TARGETS: Dict[str, Tuple[bool, float]] = {
    "đúng thủ tục ngay câu đầu": (True, 0.95),
    "đúng khía cạnh (hoặc tổng quan)": (True, 0.92),
    "từ chối câu trong phạm vi": (False, 0.03),
    "sai thủ tục mà không hỏi lại": (False, 0.02),
    "ngoài phạm vi không trả lời bừa": (True, 0.97),
}


def text_report(
    by_kind: Dict[str, Dict[str, Share]],
    labels: Dict[str, Share],
    confused: Sequence[Tuple[str, str, List[str]]],
) -> str:
    """Figures beside their targets, per kind of rewriting, per label, and what was confused."""
    lines: List[str] = []
    for kind, shares in by_kind.items():
        lines.append(f"── {kind}")
        for name, share in shares.items():
            lines.append(f"  {name:34s} {share}{_target(name, share)}")
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
