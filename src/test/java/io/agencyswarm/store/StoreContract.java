package io.agencyswarm.store;

/**
 * The behaviour of {@link Store}: a kind of store is right if the class that extends this passes. Each group of cases is
 * an interface, so that one class runs them all.
 */
public abstract class StoreContract
        implements AdmissionCases,
                QueueCases,
                OwnerWriteCases,
                IdempotencyCases,
                HistoryCases,
                BoundsCases,
                TitleCases,
                RunListCases,
                ThreadListCases,
                DeletionCases,
                ForkCases,
                LeaseCases,
                CrowdCases {}
