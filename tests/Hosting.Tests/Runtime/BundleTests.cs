using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ReferenceShop.Hosting.Tests.Runtime;

public sealed class BundleTests : IDisposable
{
    private readonly DirectoryInfo _cache = Directory.CreateTempSubdirectory("bundle-test-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void The_build_has_fetched_the_orchestrator_and_the_dashboard()
    {
        var metadata = typeof(Projects.SampleHost).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().ToArray();

        Assert.True(File.Exists(metadata.Single(m => m.Key == "dcpclipath").Value));
        Assert.True(File.Exists(metadata.Single(m => m.Key == "aspiredashboardpath").Value));
    }

    [Fact]
    public void The_build_names_each_referenced_project_and_what_it_builds()
    {
        var project = new Projects.SampleApi().ProjectPath;
        var metadata = typeof(Projects.SampleHost).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>();

        Assert.EndsWith(Path.Join("SampleApi", "SampleApi.csproj"), project, StringComparison.Ordinal);
        Assert.True(File.Exists(metadata.Single(m => m.Key == $"projecttargetpath:{project}").Value));
        Assert.Equal(Path.GetDirectoryName(Path.GetDirectoryName(project)), Path.GetDirectoryName(Projects.SampleHost.ProjectPath));
    }

    [Fact]
    public async Task A_registry_that_does_not_answer_is_one_error_line_and_leaves_nothing()
    {
        var (exitCode, output) = await FetchAsync(registry: "http://127.0.0.1:9");

        Assert.Equal(1, exitCode);
        var line = Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => !line.StartsWith("Downloading Aspire", StringComparison.Ordinal));
        Assert.StartsWith("aspire-bundle : error ASPIRE904: npm could not fetch @microsoft/aspire-cli-", line, StringComparison.Ordinal);
        Assert.Empty(_cache.EnumerateFileSystemInfos());
    }

    [Fact]
    public async Task What_is_there_is_not_fetched_again()
    {
        var folder = _cache.CreateSubdirectory("1.0.0");
        var extension = OperatingSystem.IsWindows() ? ".exe" : "";
        await File.WriteAllTextAsync(Path.Join(folder.CreateSubdirectory("dcp").FullName, $"dcp{extension}"), "", Token);
        await File.WriteAllTextAsync(Path.Join(folder.CreateSubdirectory("managed").FullName, $"aspire-managed{extension}"), "", Token);

        var (exitCode, output) = await FetchAsync(registry: "http://127.0.0.1:9");

        Assert.Equal(0, exitCode);
        Assert.DoesNotContain("Downloading", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_lock_of_a_build_that_is_gone_does_not_count()
    {
        await File.WriteAllTextAsync(Path.Join(_cache.FullName, "1.0.0.lock"), $"{int.MaxValue}", Token);

        var (exitCode, _) = await FetchAsync(registry: "http://127.0.0.1:9");

        Assert.Equal(1, exitCode);
    }

    public void Dispose() => _cache.Delete(recursive: true);

    private async Task<(int ExitCode, string Output)> FetchAsync(string registry, [CallerFilePath] string source = "")
    {
        var script = Path.GetFullPath(Path.Join(Path.GetDirectoryName(source), "../../../polyfills/Aspire.Hosting.AppHost/build/bundle.mjs"));
        var start = new ProcessStartInfo("node", [script, "1.0.0", Path.Join(_cache.FullName, "1.0.0")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment = { ["npm_config_registry"] = registry, ["npm_config_fetch_retries"] = "0" },
        };
        using var node = Process.Start(start)!;
        var output = node.StandardOutput.ReadToEndAsync(Token);
        var error = node.StandardError.ReadToEndAsync(Token);
        await node.WaitForExitAsync(Token);
        return (node.ExitCode, await output + await error);
    }
}
