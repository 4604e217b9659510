"""Sheet 参数, typed. The pydantic model is the only source of its rules and defaults."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from zhifa_alloc.schema.switches import REMINDERS, SWITCHABLE

Goal: TypeAlias = Literal["均衡", "就地", "志愿", "距离", "次序号"]
GOALS: tuple[Goal, ...] = ("均衡", "就地", "志愿", "距离", "次序号")
OFFICERS_BY_LAW: Final = 2
"""Certified officers without whom nobody may enforce (行政处罚法 article 42)."""
Rounding: TypeAlias = Literal["双向控制", "最大余数", "Q值法", "圣拉古", "洪特", "亚当斯", "双向比例"]


class Parameters(BaseModel):
    """Values of sheet 参数; field aliases are the names users write."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    rounding: Rounding = Field(default="双向控制", alias="取整方法")
    min_certified: Annotated[int, Field(ge=0)] = Field(default=2, alias="每队最少持证人数")
    min_team_quota: Annotated[int, Field(ge=0)] | None = Field(default=None, alias="每队最少编制")
    tolerance: Annotated[int, Field(ge=0)] = Field(default=0, alias="均衡容差")
    placing: Literal["统筹测算", "积分选岗"] = Field(default="统筹测算", alias="分配方式")
    goals: tuple[Goal, ...] = Field(default=GOALS, alias="目标顺序")
    move_cost: Annotated[int, Field(ge=0)] = Field(default=1, alias="变动代价")
    surplus: Literal["留市消化", "随同下沉"] = Field(default="留市消化", alias="超编处理")
    base_date: date | None = Field(default=None, alias="基准日")
    near_retirement_months: Annotated[int, Field(ge=0)] = Field(default=0, alias="临近退休月数")
    seed: str = Field(default="", alias="抽签种子")
    feedback: Literal["逐条确认", "直接采纳"] = Field(default="逐条确认", alias="意见采纳")
    approval_number: str = Field(default="", alias="审定文号")
    approval_date: date | None = Field(default=None, alias="审定日期")
    leadership: str = Field(default="", alias="领导职数方案")
    statuses: Mapping[str, Literal["在岗", "占编不在岗", "不参与"]] = Field(default_factory=dict)
    switches: Mapping[str, str] = Field(default_factory=dict)
    lowered: Mapping[str, str] = Field(default_factory=dict)
    raised: Mapping[str, str] = Field(default_factory=dict)

    @property
    def team_quota_floor(self) -> int:
        """每队最少编制, by default 每队最少持证人数."""
        return self.min_certified if self.min_team_quota is None else self.min_team_quota

    @property
    def below_law(self) -> bool:
        """Whether 每队最少持证人数 asks for fewer officers than the law."""
        return self.min_certified < OFFICERS_BY_LAW

    @property
    def chosen(self) -> bool:
        """Whether people choose in the order of 积分 (积分选岗), instead of being placed by the goals."""
        return self.placing == "积分选岗"

    def keeps(self, rule: str) -> bool:
        """Say whether a rule is in force, neither switched off nor lowered; both hold the reason for each rule."""
        return rule not in SWITCHABLE or (rule not in self.switches and rule not in self.lowered)

    def raises(self, rule: str) -> bool:
        """Say whether what a rule would only warn of breaks it here; ``raised`` holds the reason, maybe empty."""
        return rule in self.raised and rule in REMINDERS

    @property
    def approved(self) -> bool:
        """Whether both 审定文号 and 审定日期 are there, so that handover workbooks may be signed."""
        return bool(self.approval_number) and self.approval_date is not None
