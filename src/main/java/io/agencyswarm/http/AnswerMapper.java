package io.agencyswarm.http;

import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * Lets the application's mapper, which writes plain answers, share its buffers: Jackson's own pool is one of each
 * thread, and every request has a virtual thread of its own.
 */
@Singleton
class AnswerMapper implements ObjectMapperCustomizer {

    /** First, so that what the application sets itself holds. */
    @Override
    public int priority() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.getFactory().setRecyclerPool(JsonRecyclerPools.sharedConcurrentDequePool());
    }
}
