package io.agencyswarm.http.response;

import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * Makes the application's mapper, which writes plain responses, share its buffers: Jackson's default pool is per
 * thread, and each request has its own virtual thread.
 */
@Singleton
class SharedBufferCustomizer implements ObjectMapperCustomizer {

    /** Runs first, so that the application's own settings override this one. */
    @Override
    public int priority() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.getFactory().setRecyclerPool(JsonRecyclerPools.sharedConcurrentDequePool());
    }
}
