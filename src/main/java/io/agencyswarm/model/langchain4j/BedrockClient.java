package io.agencyswarm.model.langchain4j;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.agencyswarm.item.Json;

/** A client for Converse, of the form of LangChain4j's. */
final class BedrockClient implements StreamingChatModel {

    private final HttpClient http;
    private final String url;
    private final String key;
    private final boolean sendsThoughts;

    /**
     * A client for one model.
     *
     * @param sendsThoughts whether the model is told what it thought before
     */
    BedrockClient(HttpClient http, String url, String key, boolean sendsThoughts) {
        this.http = http;
        this.url = url;
        this.key = key;
        this.sendsThoughts = sendsThoughts;
    }

    @Override
    public void doChat(ChatRequest chat, StreamingChatResponseHandler handler) {
        HttpRequest request = HttpRequest.builder()
                .method(HttpMethod.POST)
                .url(url)
                .addHeader("Content-Type", "application/json")
                .addHeader("Authorization", "Bearer " + key)
                .body(Json.text(BedrockBody.of(chat, sendsThoughts)))
                .build();
        http.execute(request, new BedrockAnswer(handler));
    }
}
