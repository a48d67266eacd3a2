"""YAML as people write it: where text is meant, ``007`` and ``on`` are text, and no key stands twice."""

from typing import Any

from xxgk.reading.base.errors import UserError


def read_yaml(text: str) -> tuple[Any, Any]:
    """Read a YAML document twice.

    Parameters
    ----------
    text
        The document.

    Returns
    -------
    tuple
        The document with every scalar as the text that was written, and the same with the values that YAML takes them
        for (``007`` is 7, ``on`` is True, nothing is None).

    Raises
    ------
    UserError
        It is not YAML, nests too deep, or has a key twice in one place, of which YAML itself would drop the first.

    Examples
    --------
    >>> read_yaml("{report: 007, top: 5}")
    ({'report': '007', 'top': '5'}, {'report': 7, 'top': 5})
    """
    import yaml

    class Texts(yaml.SafeLoader):
        """Takes every scalar for text, and refuses a key that stands twice."""

        # All that is left to tell by its looks is the key ``<<``, which takes over another mapping.
        yaml_implicit_resolvers = {  # noqa: RUF012 - declared so by the library
            "<": [found for found in yaml.SafeLoader.yaml_implicit_resolvers["<"] if found[0].endswith(":merge")]
        }

        def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
            names = [key.value for key, _ in node.value if key.tag != "tag:yaml.org,2002:merge"]
            for name in names:
                if names.count(name) > 1:
                    line = node.start_mark.line + 1
                    raise UserError(
                        f"the entry in line {line} has the key {name!r} twice. Keep one of the two.",
                        f"第 {line} 行的项中键 {name!r} 出现两次。请只保留一个。",
                    )
            return super().construct_mapping(node, deep)

    try:
        return yaml.load(text, Texts), yaml.safe_load(text)
    except RecursionError:
        raise UserError("nests too deep.", "嵌套过深。") from None
    except (yaml.YAMLError, ValueError) as error:
        why = " ".join(str(error).split())
        raise UserError(f"is not YAML: {why}.", f"不是 YAML：{why}。") from error
