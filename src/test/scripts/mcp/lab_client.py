"""A client made with the protocol's own Python library, of its first or its second generation: for RealMcpClientsTest.

Arguments: the address of the server, and for the second generation "auto" or "legacy". Prints what it got as one JSON object.
"""

import json
import sys

import anyio

url = sys.argv[1]


async def talk(session, result):
    tools = (await session.list_tools()).tools
    result["tools"] = [tool.name for tool in tools]
    result["sum"] = texts(await session.call_tool("add", {"a": 40, "b": 2}))
    picture = (await session.call_tool("test_image_content", {})).content[0]
    result["picture"] = getattr(picture, "mimeType", None) or picture.mime_type
    failed = await session.call_tool("test_error_handling", {})
    result["failure"] = texts(failed)
    result["failed"] = getattr(failed, "isError", None) or failed.is_error
    told = []

    async def progress(number, total, message):
        told.append(message)

    script = 'call PackingList {"city":"Rome","nights":2} ;; text Packed.'
    result["answer"] = texts(await session.call_tool("ask_travel", {"message": script}, progress_callback=progress))
    result["progress"] = told
    try:
        result["unknown"] = texts(await session.call_tool("nosuch", {}))
    except Exception as error:
        result["unknown"] = str(error)


def texts(result):
    return " ".join(part.text for part in result.content)


async def main():
    result = {}
    try:
        from mcp.client.client import Client

        async with Client(url, mode=sys.argv[2]) as client:
            result["version"] = client.protocol_version
            await talk(client, result)
    except ModuleNotFoundError:
        from mcp import ClientSession
        from mcp.client.streamable_http import streamable_http_client

        async with streamable_http_client(url) as (reading, writing, _):
            async with ClientSession(reading, writing) as session:
                result["version"] = (await session.initialize()).protocolVersion
                await talk(session, result)
    print(json.dumps(result))


anyio.run(main)
