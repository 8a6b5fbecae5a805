"""The server under the official Python client of the Model Context Protocol, in both of its ways of connecting.

Usage: mcp_client_test.py RETORT. Ends with 77 (skipped) where the client is not installed: scripts/setup.sh --dev installs it.
"""
import asyncio
import sys

try:
    from mcp import StdioServerParameters
    from mcp.client.client import Client
    from mcp.client.stdio import stdio_client
except ImportError as missing:
    print(f"skipped: the client is not installed ({missing}): run scripts/setup.sh --dev")
    sys.exit(77)


def expect(holds, what):
    if not holds:
        raise AssertionError(what)


async def use(retort, mode, version):
    parameters = StdioServerParameters(command=retort, args=["tool", "serve"])
    async with Client(stdio_client(parameters), mode=mode) as client:
        expect(client.protocol_version == version, f"{mode}: agreed on {client.protocol_version}")
        expect(client.server_info.name == "retort", client.server_info)
        listed = await client.list_tools()
        names = [tool.name for tool in listed.tools]
        expect(len(names) == len(set(names)) and len(names) >= 27, names)
        expect({"solve_equation", "explain", "grade_answer", "check_narrative"} <= set(names), names)

        # The client holds structured results against the tool's own schema.
        solved = await client.call_tool("solve_equation", {"sympy_equation": "x^2 = 9", "variable": "x"})
        expect(not solved.is_error and solved.structured_content["result"] == "[-3, 3]", solved)
        expect(solved.content[0].type == "text" and "[-3, 3]" in solved.content[0].text, solved)
        steps = await client.call_tool("explain", {"tool": "gcd", "args": {"numbers": [48, 18]}})
        expect(steps.structured_content["output"]["result"] == "6" and len(steps.structured_content["steps"]) >= 2, steps)
        graded = await client.call_tool("grade_answer", {"gold": "(1,2)", "pred": "2,1"})
        expect(graded.structured_content["verdict"] == "different", graded)
        checked = await client.call_tool(
            "check_narrative", {"problem": "What is 2 + 3?", "answer": "5", "narrative": "2 + 3 = 5, so $\\boxed{5}$."})
        expect(checked.structured_content["passed"] is True, checked)

        failed = await client.call_tool("solve_equation", {"equation": "x = 1"})
        expect(failed.is_error and failed.structured_content["kind"] == "arguments", failed)
        try:
            await client.call_tool("no_such_tool", {})
            expect(False, "an unknown tool was called")
        except Exception as error:  # the client's own error class differs between its versions
            expect("no_such_tool" in str(error), repr(error))

        many = await asyncio.gather(*(client.call_tool("gcd", {"numbers": [6 * k, 4 * k]}) for k in range(1, 101)))
        expect([r.structured_content["result"] for r in many] == [str(2 * k) for k in range(1, 101)], "calls side by side")

        # A call that its caller gives up on; the connection goes on.
        slow = asyncio.create_task(client.call_tool("expand_expression", {"expression": "(a+b+c+d+k+m+n+p)**60"}))
        await asyncio.sleep(0.1)
        slow.cancel()
        again = await client.call_tool("is_prime", {"n": 91})
        expect(not again.is_error, again)
    print(f"{mode}: {version}, {len(names)} tools")


async def main():
    retort = sys.argv[1]
    await asyncio.wait_for(use(retort, "legacy", "2025-11-25"), 60)
    await asyncio.wait_for(use(retort, "auto", "2026-07-28"), 60)


asyncio.run(main())
