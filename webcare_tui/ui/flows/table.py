"""Which errand each command sends the inbox on."""

from __future__ import annotations

from collections.abc import Mapping

from webcare_tui.ui.flows import answer, cases, conversation, customer, lists, outbox, program, queue
from webcare_tui.ui.flows.desk import Errand

ERRANDS: Mapping[str, Errand] = {
    "reply.write": answer.write,
    "reply.privately": answer.write_privately,
    "reply.undo": answer.undo,
    "draft.send": answer.send_draft,
    "draft.send_close_next": answer.send_draft_close_next,
    "draft.discard": answer.discard,
    "draft.use": answer.use_saved,
    "case.close_next": cases.close_and_go_on,
    "case.close": cases.close_and_stay,
    "case.take": cases.take,
    "case.handover": cases.hand_over,
    "case.release": cases.release,
    "result.reopen": cases.reopen_message,
    "result.close": cases.close_message,
    "result.links": program.links,
    "result.copy": program.copy_text,
    "result.copy_link": program.copy_link,
    "result.goto": queue.goto,
    "result.raw": conversation.raw,
    "conversation.more": conversation.more,
    "customer.show": customer.toggle,
    "customer.earlier": customer.earlier,
    "customer.fetch": customer.fetch,
    "outbox.show": outbox.show,
    "move.read_on": queue.read_on,
    "move.open": queue.open_result,
    "move.back": queue.back,
    "pane.next": queue.next_pane,
    "pane.previous": queue.previous_pane,
    "queue.next": queue.next_unhandled,
    "queue.previous": queue.previous_unhandled,
    "view.choose": queue.choose_view,
    "view.next": queue.next_view,
    "view.previous": queue.previous_view,
    "view.back": queue.last_view,
    "list.narrow": lists.narrow,
    "list.search": lists.search,
    "list.next_hit": lists.next_hit,
    "list.previous_hit": lists.previous_hit,
    "list.filter": lists.change_filter,
    "list.more": lists.more,
    "refresh": lists.refresh,
    "help": program.show_help,
    "command": program.command_line,
    "palette": program.palette,
    "redraw": program.redraw,
    "times": program.times,
    "theme": program.theme,
    "suspend": program.suspend,
    "quit": program.quit_program,
    "quit.hint": program.quit_hint,
}
"""Errands by command id; every command that no pane binds itself has one."""
