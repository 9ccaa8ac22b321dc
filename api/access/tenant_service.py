"""The service of a tenant: the reading parts of the installation's, over a store and indexes of its own."""

from dataclasses import replace

from api.emerging import EmergingNeeds
from api.serving import with_new_catalogue
from api.wiring import Service, market_of, open_store
from corpora.courses.catalogue import InMemoryCatalogue
from corpora.store.ads import SqlAdStore
from matcher.access import Tenant
from matcher.errors import ArtefactMismatch
from matcher.provision import Supplies
from models.ad_index import load_ad_library
from models.catalogue_index import KIND, REBUILD


def tenant_service(main: Service, tenant: Tenant) -> Service:
    """Its store is to be closed by the caller.

    Raises what `open_store` raises, and ArtefactMismatch where it was not read with what is loaded.
    """
    settings = main.settings.model_copy(update={"tenant": str(tenant)})
    store = open_store(settings)
    try:
        return _offering(_over(replace(main, settings=settings, desk=replace(main.desk, tenant=tenant)), store))
    except BaseException:
        store.close()
        raise


def _over(service: Service, store: SqlAdStore) -> Service:
    """Of this store, with no courses yet."""
    pipeline, home = service.pipeline, service.settings.place
    ads = load_ad_library(store, pipeline.encoder, service.versions.concepts, home)
    pipeline = replace(pipeline, ads=ads)
    nobody = Supplies(catalogue=InMemoryCatalogue.build(()), teaching=service.provision.supplies.teaching)
    return replace(
        service,
        pipeline=pipeline,
        provision=replace(service.provision, market=market_of(pipeline, store), ads=store, supplies=nobody),
        emerging=EmergingNeeds(home=home, store=store, reader=service.emerging.reader),
        store=store,
        offered="",
    )


def _offering(service: Service) -> Service:
    """With the courses that its store offers, indexed here where they were not yet. Raises ArtefactMismatch."""
    found = with_new_catalogue(service)
    if found is service:
        what = f"the {KIND} of tenant {service.settings.tenant}"
        raise ArtefactMismatch(what, "was not read with what is loaded, or is being changed", REBUILD)
    return found
