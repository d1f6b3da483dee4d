/**
 * A scripted model in this process, to try and test an agency without a key, without a network, and with the same
 * answers each time. It answers for models named {@code offline/…}, and for all models as {@code
 * agency-swarm.offline} configures.
 *
 * <p>It plays a script: the last message of the user, or the script that an {@link
 * io.agencyswarm.model.OfflineScript} returns for that message. A script consists of steps separated by {@code ;;}.
 * The first step is the answer to the message; each turn with calls moves on to the next step. A step whose answer
 * an output guardrail refused is played again. The steps are:
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
 * <p>For example, {@code call lookup {"id":7} ;; text It is ${output}.} calls a tool and then sends its output. In
 * the words of {@code text} and in the JSON of {@code call}, <code>${output}</code> is replaced by the output of the
 * last call. Text before a line with only {@code ---} is ignored, so that a message can hold other text too. Each
 * turn after the last step is answered with {@code Echo:} and the message, and a note on how to get real answers. A
 * message without a script is answered by a call of the tool that it seems to be about, or else with {@code Echo:},
 * the message, and lines that call the agent's tools. A message is a script if at least one of its steps can be
 * read. If another step can't be read, or the JSON of a call is not an object, the answer names the error, and no
 * step is played.
 *
 * <p>Imports {@code error}, {@code item}, {@code json}, {@code model}, {@code model.answer}, {@code text} and
 * {@code tool}. Nothing but tests imports this package: CDI finds its client.
 */
@NullMarked
package io.agencyswarm.model.offline;

import org.jspecify.annotations.NullMarked;
