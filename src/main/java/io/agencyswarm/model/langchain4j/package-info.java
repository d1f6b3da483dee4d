/**
 * Other providers' models, by LiteLLM's names ({@code litellm/<provider>/<model>}), through LangChain4j's clients:
 * {@link io.agencyswarm.model.langchain4j.LangChain4jModelClient}. LangChain4j writes the requests and reads the
 * answers, but for Bedrock's, which this package does. What goes over the network is ours, so that a run that is
 * cancelled closes its connection, and one that does not read is not sent more. Imports {@code model} and what it may
 * import; nothing imports this package.
 */
@NullMarked
package io.agencyswarm.model.langchain4j;

import org.jspecify.annotations.NullMarked;
