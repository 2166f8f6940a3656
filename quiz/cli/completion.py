"""`quiz completion`: the script by which a shell completes commands, options, ids and tags."""

from __future__ import annotations

import os
from pathlib import Path

import click

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_QUIZ_COMPLETE"
"""What the scripts set for the program to answer what may come next."""

BEFORE = {"zsh": "(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }\n"}
"""What a shell needs first: zsh completes nothing until it is told to, once."""


@click.command("completion", short_help="Print the script that completes words in your shell.")
@click.argument("shell", required=False, type=click.Choice(SHELLS))
@click.pass_context
def completion_command(context: click.Context, shell: str | None) -> None:
    """Print the script by which SHELL completes what you type; without it, the one you use.

    bash: add this line to ~/.bashrc: eval "$(quiz completion bash)"

    zsh: add this line to ~/.zshrc: eval "$(quiz completion zsh)"

    fish: add this line to ~/.config/fish/config.fish: quiz completion fish | source
    """
    from click.shell_completion import get_completion_class

    name = shell or Path(os.environ.get("SHELL", "")).name
    if name not in SHELLS:
        raise click.UsageError(f"name the shell: {', '.join(SHELLS)}")
    kind = get_completion_class(name)
    assert kind is not None
    click.echo(
        BEFORE.get(name, "") + kind(context.find_root().command, {}, "quiz", VARIABLE).source()
    )
