/** Tests of the models behind LangChain4j, against servers that speak each provider's protocol. */
@NullMarked
package io.agencyswarm.model.langchain4j;

import org.jspecify.annotations.NullMarked;
