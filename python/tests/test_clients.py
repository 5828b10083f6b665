"""The official clients talk to the embedded engine unmodified."""

import asyncio

import pytest
from elasticsearch import AsyncElasticsearch, BadRequestError, ConflictError, Elasticsearch, NotFoundError, helpers
from elasticsearch.dsl import A, Q, Search

INDEX = "python-flights"
COUNT = 2_500

MAPPINGS = {
    "properties": {
        "at": {"type": "date"},
        "carrier": {"type": "keyword"},
        "delay": {"type": "double"},
        "seats": {"type": "integer"},
        "note": {"type": "text"},
    }
}


def flight(number: int) -> dict:
    return {
        "at": f"2026-03-{1 + number % 28:02d}T{number % 24:02d}:00:00Z",
        "carrier": ["AA", "BB", "CC"][number % 3],
        "delay": float(number % 50),
        "seats": 100 + number % 7,
        "note": "late and crowded" if number % 5 == 0 else "on time",
    }


@pytest.fixture(scope="module")
def client(engine_url):
    with Elasticsearch(engine_url) as es:
        es.options(ignore_status=404).indices.delete(index=INDEX)
        es.indices.create(index=INDEX, mappings=MAPPINGS)
        actions = ({"_index": INDEX, "_id": str(number), "_source": flight(number)} for number in range(COUNT))
        done, errors = helpers.bulk(es, actions, chunk_size=500, refresh=True)
        assert (done, errors) == (COUNT, [])
        yield es


def test_the_client_knows_the_product(client):
    assert client.info()["version"]["number"].startswith("9.")
    assert client.ping()


def test_streaming_bulk_tells_each_failure_apart(client):
    actions = [
        {"_op_type": "create", "_index": INDEX, "_id": "0", "_source": flight(0)},
        {"_op_type": "index", "_index": INDEX, "_id": "new", "_source": {"delay": "not a number"}},
        {"_op_type": "update", "_index": INDEX, "_id": "1", "doc": {"seats": 7}},
        {"_op_type": "delete", "_index": INDEX, "_id": "nobody"},
    ]
    results = list(helpers.streaming_bulk(client, actions, raise_on_error=False, refresh=True))
    assert [ok for ok, _ in results] == [False, False, True, False]
    assert results[0][1]["create"]["error"]["type"] == "version_conflict_engine_exception"
    assert results[3][1]["delete"]["status"] == 404
    assert client.get(index=INDEX, id="1")["_source"]["seats"] == 7


def test_scan_reads_everything_once(client):
    ids = [hit["_id"] for hit in helpers.scan(client, index=INDEX, size=300)]
    assert len(ids) == COUNT
    assert len(set(ids)) == COUNT


def test_errors_become_the_clients_own(client):
    with pytest.raises(NotFoundError):
        client.get(index=INDEX, id="nobody")
    with pytest.raises(NotFoundError):
        client.search(index="no-such-index")
    with pytest.raises(BadRequestError):
        client.search(index=INDEX, query={"no_such_query": {}})
    with pytest.raises(ConflictError):
        client.create(index=INDEX, id="0", document=flight(0))


def test_the_query_builder(client):
    search = (
        Search(using=client, index=INDEX)
        .filter("term", carrier="AA")
        .query(Q("match", note="crowded"))
        .sort("-delay")[0:5]
    )
    search.aggs.bucket("carriers", A("terms", field="carrier")).metric("delay", "avg", field="delay")
    answer = search.execute()
    expected = [flight(number) for number in range(COUNT) if number % 3 == 0 and number % 5 == 0]
    assert answer.hits.total.value == len(expected)
    assert [hit.delay for hit in answer] == sorted((one["delay"] for one in expected), reverse=True)[:5]
    bucket = answer.aggregations.carriers.buckets[0]
    assert bucket.key == "AA"
    assert bucket.delay.value == pytest.approx(sum(one["delay"] for one in expected) / len(expected))


def test_point_in_time_and_search_after(client):
    point = client.open_point_in_time(index=INDEX, keep_alive="1m")["id"]
    seen, after = 0, None
    while True:
        page = client.search(
            pit={"id": point, "keep_alive": "1m"},
            size=700,
            sort=[{"at": "asc"}],
            **({"search_after": after} if after else {}),
        )
        hits = page["hits"]["hits"]
        if not hits:
            break
        seen += len(hits)
        after = hits[-1]["sort"]
    client.close_point_in_time(id=point)
    assert seen == COUNT


def test_async_client(engine_url, client):
    async def ask():
        async with AsyncElasticsearch(engine_url) as es:
            done, _ = await helpers.async_bulk(es, [{"_index": "python-async", "n": n} for n in range(40)], refresh=True)
            answer = await es.count(index="python-async")
            await es.indices.delete(index="python-async")
            return done, answer["count"]

    assert asyncio.run(ask()) == (40, 40)


def test_eland_data_frame(client):
    eland = pytest.importorskip("eland")
    frame = eland.DataFrame(client, es_index_pattern=INDEX, columns=["carrier", "delay", "seats"])
    assert len(frame) == COUNT
    assert frame["delay"].mean() == pytest.approx(sum(flight(n)["delay"] for n in range(COUNT)) / COUNT)
    assert frame["delay"].max() == 49
    late = frame[frame["delay"] > 40]
    assert len(late) == sum(1 for n in range(COUNT) if flight(n)["delay"] > 40)
    assert frame["carrier"].nunique() == 3
    assert list(frame.head(3).to_pandas().columns) == ["carrier", "delay", "seats"]
