package com.example.shop;

import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** A filter and a health check of the shop. */
@Provider
@Readiness
@Singleton
public class OpeningHours implements ContainerResponseFilter, HealthCheck {

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().putSingle("X-Open", "9-17");
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.up("shop");
    }
}
