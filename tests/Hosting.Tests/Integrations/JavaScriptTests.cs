using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.JavaScript;

namespace ReferenceShop.Hosting.Tests.Integrations;

public sealed class JavaScriptTests
{
    private readonly IDistributedApplicationBuilder _builder = DistributedApplication.CreateBuilder([]);

    [Fact]
    public async Task A_node_app_runs_its_script()
    {
        var app = _builder.AddNodeApp("node", "../no-such-app", "server.js").Resource;

        Assert.Equal("node", app.Command);
        Assert.Equal(["server.js"], await Inspect.ArgumentsAsync(app));
        Assert.Contains("NODE_ENV", (await Inspect.EnvironmentAsync(app)).Keys);
        Assert.Empty(_builder.Resources.OfType<JavaScriptInstallerResource>());
    }

    [Fact]
    public async Task A_vite_app_is_told_its_port_and_waits_for_its_packages()
    {
        var app = _builder.AddViteApp("spa", "../spa").Resource;

        Assert.Equal(["run", "dev", "--", "--port", "{spa.bindings.http.targetPort}"], await Inspect.ArgumentsAsync(app));
        Assert.Equal("{spa.bindings.http.targetPort}", (await Inspect.EnvironmentAsync(app))["PORT"]);
        var installer = Assert.Single(_builder.Resources.OfType<JavaScriptInstallerResource>());
        Assert.Equal("spa-installer", installer.Name);
        Assert.Equal(["install"], await Inspect.ArgumentsAsync(installer));
        Assert.Contains(app.Annotations.OfType<WaitAnnotation>(), wait => wait.Resource == installer && wait.WaitType == WaitType.WaitForCompletion);
    }

    [Fact]
    public async Task A_script_app_runs_the_script_that_it_is_given()
    {
        var app = _builder.AddJavaScriptApp("js", "../js", "start").WithRunScript("serve", ["--quiet"]).Resource;

        Assert.Equal(["run", "serve", "--quiet"], await Inspect.ArgumentsAsync(app));
    }

    [Fact]
    public void Packages_are_not_installed_when_nobody_wants_them()
    {
        var app = _builder.AddNodeApp("node", "../no-such-app", "server.js").WithNpm(install: false).Resource;

        Assert.Empty(app.Annotations.OfType<WaitAnnotation>());
        Assert.True(Assert.Single(_builder.Resources.OfType<JavaScriptInstallerResource>()).HasAnnotationOfType<ExplicitStartupAnnotation>());
    }
}
