/**
 * A model in the process, so that an agency can be tried and tested without a key, without a network and with the
 * same answer each time. It answers for models named {@code offline/…}, and for all where {@code
 * agency-swarm.offline} says so.
 *
 * <p>What it says is a script: the last message of the user, or what an {@link io.agencyswarm.model.OfflineScript}
 * makes of that message. A script is made of steps parted by {@code ;;}: the first is the answer to the message, and
 * each turn that called tools moves on to the next. An answer that an output guardrail turned down is given once more:
 *
 * <pre>
 * text WORDS                  answer with WORDS
 * say N [every Dms]           answer with the N words "w1 w2 … wN", D milliseconds apart; N is 10000 at most
 * call NAME JSON [&amp; call …]   call a tool, or several at a time; JSON may be left out
 * reason WORDS | STEP         a summary of reasoning, then STEP
 * fail STATUS                 refuse the request with this HTTP status
 * broken                      a few words, then the report of a failure
 * drop                        a few words, then the connection breaks
 * hang                        the answer begins, then nothing until the run is cancelled
 * </pre>
 *
 * <p>So {@code call lookup {"id":7} ;; text It is ${output}.} calls a tool and then tells what it gave back:
 * <code>${output}</code>, in the words of {@code text} and in the JSON of {@code call}, stands for the output of the
 * last call. Text before a line with only {@code ---} is not read, so that a message can say other things too.
 * Each turn past the last step is answered by {@code Echo:} and the message, with a note on how to get real answers. A
 * message without a script is answered by a call of the tool that it seems to be about, or else by {@code Echo:}, the
 * message, and lines that call the agent's tools. A message is a script where at least one of its steps can be read. Where another one
 * can't, or the JSON of a call is not an object, the answer says so, and no step is played.
 *
 * <p>Imports {@code model} and what it may import; nothing imports this package but tests.
 */
@NullMarked
package io.agencyswarm.model.offline;

import org.jspecify.annotations.NullMarked;
