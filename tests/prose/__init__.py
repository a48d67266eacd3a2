"""Short texts with truths, written for this repository, and what measures a reader of running text by them.

A file ``cases-*.json`` holds a list of cases: ``id``, ``year``, ``title``, ``note`` (what is hard), ``text``, and

- ``core``: ``[printed, value, indicator, level]`` of each figure whose name is beyond doubt (``"*"``: any level; of a
  stated none the words are only a hint);
- ``either``: the same with a list of indicators, one of which or none is right;
- ``never``: ``[printed, indicator]``, names that would be wrong;
- ``relations``: ``[kind, outcome, [members]]``, the whole first, shares and changes last;
- ``complete``: true where every figure with an indicator is in ``core`` or ``either``.
"""
