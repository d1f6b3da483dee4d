package io.agencyswarm.service;

/** As {@link ServiceProfile}, with a model's server of its own, which the test stops. */
public class ModelHealthProfile extends ServiceProfile {}
